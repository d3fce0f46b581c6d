import { fileURLToPath } from 'node:url';
import { freePort, ServiceProcess } from '../src/index.js';

const entry = fileURLToPath(new URL('fixtures/service.mjs', import.meta.url));

async function start(
  behaviour: string,
  startTimeoutMs = 20_000,
): Promise<{ service: ServiceProcess; url: string }> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = { PORT: String(port), BEHAVIOUR: behaviour };
  return { service: await ServiceProcess.start({ entry, env, readyUrl: url, startTimeoutMs }), url };
}

describe('a service as a process of its own', () => {
  it('is ready when it answers, and runs no more after a kill', async () => {
    const { service, url } = await start('answer');
    expect(await (await fetch(url)).text()).toBe(String(service.pid));
    expect(await service.kill()).toBeNull();
    expect(service.hasEnded).toBe(true);
    await expect(fetch(url)).rejects.toThrow();
    expect(await service.kill()).toBeNull();
  });

  it('tells its exit code, and everything that it wrote to its last line', async () => {
    const { service } = await start('answer');
    expect(await service.kill('SIGTERM')).toBe(0);
    expect(service.logs).toEqual([
      { level: 'info', msg: 'listening' },
      { msg: 'ending' },
      expect.objectContaining({ unreadable: '{broken' }),
    ]);
    expect(service.output).toMatch(/and some text$/);
  });

  it('that ends before it is ready says why', async () => {
    await expect(start('end')).rejects.toThrow(/ended before it was ready:\nno such table/);
  });

  it('that does not get ready is ended', async () => {
    await expect(start('never_ready', 1_500)).rejects.toThrow(/not ready in 1500 ms:\n.*listening/);
  });
});
