import { Controller, Get, Module, type OnApplicationShutdown } from '@nestjs/common';
import { eventually, freePort, PLATFORMS, startApp } from '../src/index.js';

const closed: string[] = [];

@Controller('things')
class ThingsController implements OnApplicationShutdown {
  @Get()
  all(): string[] {
    return ['a'];
  }

  onApplicationShutdown(): void {
    closed.push('things');
  }
}

@Module({ controllers: [ThingsController] })
class ThingsModule {}

describe.each(PLATFORMS)('a Nest application on %s', (platform) => {
  beforeEach(() => closed.splice(0));

  it('listens on a socket of its own until it is closed', async () => {
    const options = {
      platform,
      configure: (app: { setGlobalPrefix(prefix: string): unknown }) => void app.setGlobalPrefix('api'),
    };
    const { url, close } = await startApp(ThingsModule, options);
    expect(await (await fetch(`${url}/api/things`)).json()).toEqual(['a']);
    await close();
    await expect(fetch(`${url}/api/things`)).rejects.toThrow();
    expect(closed).toEqual(['things']);
  });

  it('is closed when it cannot be configured', async () => {
    const configure = () => {
      throw new Error('no');
    };
    await expect(startApp(ThingsModule, { platform, configure })).rejects.toThrow('no');
    expect(closed).toEqual(['things']);
  });
});

describe('waiting for something', () => {
  it('gives what the claim resolved to once it no longer throws', async () => {
    let asked = 0;
    const claim = () => {
      asked += 1;
      if (asked < 3) throw new Error('not yet');
      return 'there';
    };
    expect(await eventually(claim)).toBe('there');
    expect(asked).toBe(3);
  });

  it('ends with the last failure', async () => {
    const claim = () => Promise.reject(new Error('never'));
    await expect(eventually(claim, 1)).rejects.toThrow('never');
    await expect(eventually(() => false, 1)).rejects.toThrow('did not happen within 1 ms');
  });
});

describe('a free port', () => {
  it('is one that nobody listens on, and no port of outgoing connections', async () => {
    const port = await freePort();
    expect(port).toBeLessThan(32_768);
    await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toThrow();
  });
});
