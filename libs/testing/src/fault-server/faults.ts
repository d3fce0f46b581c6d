import type { OutgoingHttpHeaders } from 'node:http';
import type { Exchange, FaultScenario } from './exchange.js';

export interface AnswerOptions {
  /** Default 200 */
  readonly status?: number;
  readonly headers?: OutgoingHttpHeaders;
  /** An object is sent as JSON. Default: no body */
  readonly body?: string | Buffer | object;
  /** How long the whole answer waits; default 0 */
  readonly afterMs?: number;
}

export interface SlowBodyOptions {
  readonly bytesPerTick: number;
  readonly everyMs: number;
  /** Default: 1 000 letters */
  readonly body?: string;
}

const WITHOUT_BODY = new Set([204, 304]);
const LETTERS = 'x'.repeat(1_000);
const RESET_AFTER_MS = 20;

const afterReading = (play: (exchange: Exchange) => void): FaultScenario => ({ reads: 'everything', play });

function respond({ status = 200, headers = {}, body = '', afterMs = 0 }: AnswerOptions = {}): FaultScenario {
  const isJson = typeof body === 'object' && !Buffer.isBuffer(body);
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(isJson ? JSON.stringify(body) : String(body));
  const head = {
    ...(isJson && { 'content-type': 'application/json' }),
    ...(!WITHOUT_BODY.has(status) && { 'content-length': bytes.length }),
    ...headers,
  };
  return afterReading(({ response, later }) => {
    const answer = () => void response.writeHead(status, head).end(bytes);
    if (afterMs > 0) later(afterMs, answer);
    else answer();
  });
}

/** What a server can do to one request, good or bad. */
export const faults = {
  /** Answers as it should. */
  respond,

  /** Resets the connection although it has read the whole request: the client cannot know what happened to it. */
  resetBeforeHeaders: () => afterReading(({ reset }) => reset()),

  /** Resets the connection when it is opened; on a connection that is kept alive, when a request begins. */
  resetBeforeReading: (): FaultScenario => ({
    reads: 'nothing',
    play: ({ reset }) => reset(),
  }),

  /** Resets the connection after the status and the headers, and a moment in which they can be read. */
  resetAfterHeaders: (status = 200) =>
    afterReading(({ response, later, reset }) => {
      response.writeHead(status, { 'content-length': LETTERS.length }).flushHeaders();
      later(RESET_AFTER_MS, reset);
    }),

  /** Promises 1 000 bytes, sends 500 of them and ends the connection. */
  halfABody: (status = 200) =>
    afterReading(({ response, hangUp }) => {
      response.writeHead(status, { 'content-length': LETTERS.length });
      response.write(LETTERS.slice(500), () => hangUp());
    }),

  /** Sends a body drop by drop. */
  slowBody: ({ bytesPerTick, everyMs, body = LETTERS }: SlowBodyOptions) =>
    afterReading(({ response, later }) => {
      const bytes = Buffer.from(body);
      response.writeHead(200, { 'content-length': bytes.length }).flushHeaders();
      const drip = (from: number): void => {
        response.write(bytes.subarray(from, from + bytesPerTick));
        if (from + bytesPerTick >= bytes.length) response.end();
        else later(everyMs, () => drip(from + bytesPerTick));
      };
      later(everyMs, () => drip(0));
    }),

  /** Reads the request, and nothing more. */
  neverAnswer: () => afterReading(() => undefined),

  /** Sends the headers and the beginning of a body that does not end. */
  neverEndBody: (status = 200) =>
    afterReading(({ response }) => {
      response.writeHead(status, { 'content-type': 'text/plain' }).write('the beginning');
    }),

  /** Sends bytes that are not HTTP, and ends the connection. */
  garbage: (bytes: string | Buffer = '\u0001\u0002 this is not HTTP \u0003\r\n\r\n') =>
    afterReading(({ hangUp }) => hangUp(bytes)),

  /** Answers with JSON that is cut off, as a gateway with a full buffer does. */
  brokenJson: (status = 200) =>
    respond({ status, headers: { 'content-type': 'application/json' }, body: '{"id": 1, "name": ' }),

  /** Asks to be called again after so many seconds. */
  retryAfterSeconds: (status: number, seconds: number) =>
    respond({ status, headers: { 'retry-after': String(seconds) } }),

  /** Asks to be called again at a moment. */
  retryAfterDate: (status: number, date: Date) =>
    respond({ status, headers: { 'retry-after': date.toUTCString() } }),

  /** Answers as it should, and closes the connection after it, saying so. */
  closeConnectionHeader: (answer: AnswerOptions = {}) =>
    respond({ ...answer, headers: { ...answer.headers, connection: 'close' } }),
} as const;
