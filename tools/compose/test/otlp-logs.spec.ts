import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text as readAll } from 'node:stream/consumers';
import { eventually } from '../src/check/eventually.js';
import { ROOT } from './workspace.js';
import { closed, listening, serverOf } from './http-server.js';

interface LogsRequest {
  readonly resourceLogs: readonly {
    readonly resource: unknown;
    readonly scopeLogs: readonly {
      readonly logRecords: readonly { readonly body: { stringValue: string } }[];
    }[];
  }[];
}

/** How many lines the program writes. */
const LINES = 2;
const NEVER = new AbortController().signal;

const PROGRAM = `
  import { createRequire } from 'node:module';
  import fs from 'node:fs';
  const { pino } = createRequire('${ROOT}libs/observability/package.json')('pino');
  const log = pino({ base: { service: 'orders' }, hooks: { streamWrite: (line) => line.replaceAll('tok_visa', '***') } },
    pino.destination(1));
  log.info({ card: 'tok_visa' }, 'paid, in €');
  log.flush();
  await new Promise((done) => setTimeout(done, 200));
  fs.writeSync(1, 'half a line, ');
  fs.writeSync(2, 'this goes to stderr');
  fs.writeSync(1, 'and the other half\\n');
  process.stdin.resume();
`;

/** Runs the program as the image runs a service, until `isOver` says that all is seen. */
async function runWith(
  environment: Readonly<Record<string, string>>,
  isOver: (written: number) => boolean = (written) => written === LINES,
): Promise<string[]> {
  const register = `${ROOT}tools/compose/dist/otlp-logs/register.js`;
  const args = [`--import=${register}`, '--input-type=module', '--eval', PROGRAM];
  const child = spawn(process.execPath, args, { env: { PATH: process.env['PATH'], ...environment } });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (data: string) => (output += data));
  const written = () => output.split('\n').slice(0, -1);
  const ended = once(child, 'close');
  await eventually('all to be seen', 25_000, NEVER, () =>
    Promise.resolve(isOver(written().length) || undefined),
  );
  child.stdin.end();
  await ended;
  return written();
}

describe('a program whose standard output is exported', () => {
  it('sends to the collector exactly the lines that it writes, redacted as they are', async () => {
    const requests: { url: string | undefined; body: LogsRequest }[] = [];
    const collector = serverOf((request, response) => {
      readAll(request).then(
        (body) => {
          requests.push({ url: request.url, body: JSON.parse(body) as LogsRequest });
          response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
        },
        () => response.destroy(),
      );
    });
    const endpoint = await listening(collector);
    const environment = {
      OTEL_LOGS_EXPORTER: 'otlp',
      OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
      OTEL_SERVICE_NAME: 'orders',
    };
    const received = () => requests.flatMap(({ body }) => body.resourceLogs);
    const records = () =>
      received().flatMap(({ scopeLogs }) => scopeLogs.flatMap(({ logRecords }) => logRecords));
    const written = await runWith(environment, (lines) => lines === LINES && records().length >= LINES);
    await closed(collector);
    const [logs, sent] = [received(), records()];
    expect(sent.map(({ body }) => body.stringValue)).toEqual(written);
    expect(written).toEqual([expect.stringContaining('"card":"***"'), 'half a line, and the other half']);
    expect(requests[0]?.url).toBe('/v1/logs');
    expect(logs[0]?.resource).toEqual({
      attributes: [{ key: 'service.name', value: { stringValue: 'orders' } }],
    });
  });

  it('writes the same where no collector listens', async () => {
    const written = await runWith({
      OTEL_LOGS_EXPORTER: 'otlp',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1',
    });
    expect(written).toHaveLength(2);
  });

  it('is left alone where nobody wants its logs', async () => {
    expect(await runWith({})).toHaveLength(2);
  });
});
