import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import {
  Body,
  Controller,
  ForbiddenException,
  Get,
  Module,
  Post,
  StreamableFile,
  UseGuards,
  type CanActivate,
} from '@nestjs/common';
import { ErrorsModule } from '@baluarte/errors/nest';
import { eventually, PLATFORMS, startApp, type StartedApp } from '@baluarte/testing';
import { ObservabilityModule } from '../src/index.js';

const streams: PassThrough[] = [];
const forever = () => new Promise<never>(() => undefined);

class Nobody implements CanActivate {
  canActivate(): boolean {
    throw new ForbiddenException();
  }
}

@Controller()
class WorkController {
  @Get('task/hang')
  hang() {
    return forever();
  }

  @Get('task/stream')
  stream() {
    const stream = new PassThrough();
    streams.push(stream);
    stream.write('the first part');
    return new StreamableFile(stream);
  }

  @Get('task/locked')
  @UseGuards(Nobody)
  locked() {
    return 'never';
  }

  @Get('task/bug')
  bug() {
    throw new TypeError('undefined is not a function');
  }

  @Get('task/quick')
  quick() {
    return 'done';
  }

  @Post('task')
  make(@Body() body: object) {
    return body;
  }

  @Get(['health', 'health/live', 'health/ready'])
  probe() {
    return forever();
  }
}

@Module({
  imports: [
    ObservabilityModule.forRoot({ serviceName: 'work', version: '1.0.0', logLevel: 'silent' }),
    ErrorsModule.forRoot({ serviceName: 'work' }),
  ],
  controllers: [WorkController],
})
class WorkModule {}

describe.each(PLATFORMS)('the requests in flight on %s', (platform) => {
  let work: StartedApp;
  beforeAll(async () => {
    work = await startApp(WorkModule, { platform });
  });
  afterAll(() => work.close());

  const ask = (path: string, init?: RequestInit) => fetch(work.url + path, init);
  const inFlight = async () => {
    const scrape = await (await ask('/metrics')).text();
    return Number(/^http_server_requests_in_flight (-?\d+)$/m.exec(scrape)?.[1]);
  };
  const become = (count: number) => eventually(async () => expect(await inFlight()).toBe(count));
  const send = (text: string): Socket => {
    const { port, hostname } = new URL(work.url);
    const socket = connect(Number(port), hostname);
    socket.write(text.replaceAll('\n', '\r\n'));
    return socket;
  };

  beforeEach(() => become(0));
  afterEach(() => become(0));

  it('are those that wait for an answer', async () => {
    const sockets = Array.from({ length: 3 }, () => send('GET /task/hang HTTP/1.1\nHost: x\n\n'));
    await become(3);
    sockets[0]?.destroy();
    await become(2);
    for (const socket of sockets) socket.destroy();
  });

  it('are none when all were answered, on one connection after the other and at once', async () => {
    const socket = send('GET /task/quick HTTP/1.1\nHost: x\n\n'.repeat(20));
    const answered = Promise.all(Array.from({ length: 30 }, async () => (await ask('/task/quick')).text()));
    expect(new Set(await answered)).toEqual(new Set(['done']));
    await become(0);
    socket.destroy();
  });

  it('are those whose answer is streamed, until its last byte', async () => {
    const answer = await ask('/task/stream');
    expect(await inFlight()).toBe(1);
    streams.at(-1)?.end(', and the last');
    expect(await answer.text()).toBe('the first part, and the last');
  });

  it('are no more those whose client hung up in the middle of the answer', async () => {
    const socket = send('GET /task/stream HTTP/1.1\nHost: x\n\n');
    await once(socket, 'data');
    await become(1);
    socket.destroy();
  });

  it('are no more those whose stream broke', async () => {
    const answer = await ask('/task/stream');
    expect(await inFlight()).toBe(1);
    streams.at(-1)?.destroy(new Error('the source is gone'));
    await expect(answer.text()).rejects.toThrow();
  });

  it('are those whose body is on its way, and no more when the client hung up before its end', async () => {
    const head = 'POST /task HTTP/1.1\nHost: x\nContent-Type: application/json\nContent-Length: 90';
    const socket = send(`${head}\n\n{"half":`);
    await become(1);
    socket.destroy();
  });

  it.each([
    ['a guard', 403, '/task/locked', {}],
    ['the filter of errors', 500, '/task/bug', {}],
    ['no route', 404, '/nowhere', {}],
    ['the parser, for broken JSON', 422, '/task', { method: 'POST', body: '{' }],
    ['the parser, for its length', 413, '/task', { method: 'POST', body: `"${'x'.repeat(200_000)}"` }],
  ])('are no more those that %s refused', async (_who, status, path, init) => {
    const headers = { 'content-type': 'application/json' };
    for (let time = 0; time < 3; time += 1) {
      const answer = await ask(path, { ...init, headers });
      expect(answer.status).toBe(status);
      await answer.text();
    }
  });

  it('are not what the server cannot read', async () => {
    const socket = send('NONSENSE\n\n');
    expect(String((await once(socket, 'data'))[0])).toContain('400');
    socket.destroy();
  });

  it('are no more those that stood in line on a connection that is gone', async () => {
    const warnings: Error[] = [];
    const hear = (warning: Error) => warnings.push(warning);
    process.on('warning', hear);
    const queued = 'GET /task/quick HTTP/1.1\nHost: x\n\n'.repeat(20);
    const socket = send(`GET /task/hang HTTP/1.1\nHost: x\n\n${queued}`);
    await become(21);
    socket.destroy();
    await become(0);
    process.off('warning', hear);
    expect(warnings).toEqual([]);
  });

  it.each(['/health', '/health/live', '/health/ready', '/health?verbose'])(
    'are not probes: %s',
    async (path) => {
      const socket = send(`GET ${path} HTTP/1.1\nHost: x\n\n`);
      const other = send('GET /task/hang HTTP/1.1\nHost: x\n\n');
      await become(1);
      socket.destroy();
      await become(1);
      other.destroy();
    },
  );
});
