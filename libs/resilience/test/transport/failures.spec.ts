import { Readable } from 'node:stream';
import type { AxiosRequestConfig } from 'axios';
import { eventually, faults, FaultServer, type FaultScenario } from '@baluarte/testing';
import { outcomeOf } from './outcome.js';
import { openTransport, TRANSPORT_NAMES, type TransportName } from './transports.js';

interface Failure {
  readonly code: string | undefined;
  readonly message: string;
  readonly status: number | undefined;
  /** How many requests reached the server. */
  readonly received: number;
}

interface Case {
  readonly fault: FaultScenario;
  readonly config?: AxiosRequestConfig;
  readonly expected: Partial<Failure>;
  /** What the http adapter does instead, where we differ on purpose. */
  readonly butHttp?: Partial<Failure>;
}

const clarify = { clarifyTimeoutError: true, silentJSONParsing: true, forcedJSONParsing: true };
const post = { method: 'post', data: { a: 1 } };
const timeout = 150;

const CASES: Record<string, Case> = {
  'a reset before the answer': {
    fault: faults.resetBeforeHeaders(),
    config: post,
    expected: { code: 'ECONNRESET', status: undefined, received: 1 },
  },
  'a reset before the request was read': {
    fault: faults.resetBeforeReading(),
    expected: { code: 'ECONNRESET', status: undefined, received: 1 },
  },
  'a reset after the headers': {
    fault: faults.resetAfterHeaders(201),
    expected: { code: 'ECONNRESET', status: 201, received: 1 },
    butHttp: { code: 'ECONNRESET', status: undefined, received: 1 },
  },
  'half a body': {
    fault: faults.halfABody(500),
    expected: { code: 'ECONNRESET', status: 500, received: 1 },
    butHttp: { code: 'ERR_BAD_RESPONSE', message: 'stream has been aborted', status: 500 },
  },
  'half a body as a stream': {
    fault: faults.halfABody(),
    config: { responseType: 'stream' },
    expected: { code: 'ECONNRESET', status: 200 },
  },
  'what is not HTTP': {
    fault: faults.garbage(),
    expected: { code: 'ERR_BAD_RESPONSE', status: undefined, received: 1 },
    butHttp: { code: 'HPE_INVALID_CONSTANT' },
  },
  'no answer within the timeout': {
    fault: faults.neverAnswer(),
    config: { timeout },
    expected: { code: 'ECONNABORTED', message: 'timeout of 150ms exceeded', status: undefined, received: 1 },
  },
  'no answer within the timeout, said clearly': {
    fault: faults.neverAnswer(),
    config: { timeout, transitional: clarify, timeoutErrorMessage: 'too slow' },
    expected: { code: 'ETIMEDOUT', message: 'too slow', status: undefined, received: 1 },
  },
  'a body that does not end within the timeout': {
    fault: faults.neverEndBody(),
    config: { timeout },
    expected: { code: 'ECONNABORTED', message: 'timeout of 150ms exceeded', status: undefined, received: 1 },
  },
  'a timeout in words that are no number': {
    fault: faults.respond(),
    config: { timeout: 'soon' as unknown as number },
    expected: {
      code: 'ERR_BAD_OPTION_VALUE',
      message: 'error trying to parse `config.timeout` to int',
      received: 0,
    },
  },
  'a header with an impossible name': {
    fault: faults.respond(),
    config: { headers: { 'a b': 'c' } },
    expected: { code: 'ERR_BAD_OPTION_VALUE', message: 'invalid header key', received: 0 },
    butHttp: { code: 'ERR_INVALID_HTTP_TOKEN', received: 0 },
  },
};

let server: FaultServer;

beforeEach(async () => {
  server = await FaultServer.start();
});

afterEach(() => server.close());

async function failureOf(name: TransportName, config: AxiosRequestConfig): Promise<Failure> {
  const before = server.requests.length;
  const { client, close } = openTransport(name);
  const { error, status } = await outcomeOf(client, { url: server.url, ...config });
  await close();
  return {
    code: error?.code,
    message: error?.message ?? '',
    status,
    received: server.requests.length - before,
  };
}

describe('a call over the undici transport fails as over the http adapter', () => {
  it.each(Object.entries(CASES))('with %s', async (_name, { fault, config = {}, expected, butHttp }) => {
    server.script(fault);
    expect(await failureOf('undici', config)).toMatchObject(expected);
    expect(await failureOf('http', config)).toMatchObject(butHttp ?? expected);
  });

  it('with a body above its limit, which ends the connection', async () => {
    server.script(faults.neverEndBody());
    for (const name of TRANSPORT_NAMES) {
      const { client, close } = openTransport(name);
      const { error } = await outcomeOf(client, { url: server.url, maxContentLength: 3 });
      expect(error?.code).toBe('ERR_BAD_RESPONSE');
      await eventually(() => server.openConnections === 0);
      await close();
    }
  });

  it('with a refused connection', async () => {
    const url = `http://127.0.0.1:${await FaultServer.refusingPort()}`;
    const [theirs, ours] = [await failureOf('http', { url }), await failureOf('undici', { url })];
    expect(ours).toEqual(theirs);
    expect(ours).toMatchObject({ code: 'ECONNREFUSED', status: undefined });
  });

  it('with a name that does not exist', async () => {
    const url = 'http://no-such-host.invalid';
    const [theirs, ours] = [await failureOf('http', { url }), await failureOf('undici', { url })];
    expect(ours).toEqual(theirs);
    expect(ours.code).toMatch(/ENOTFOUND|EAI_AGAIN/);
  });

  it('with a stream of data that fails, or is closed before its end', async () => {
    server.script(faults.neverAnswer());
    const failing = () =>
      Readable.from(
        (async function* () {
          yield Buffer.from('a');
          throw Object.assign(new Error('disk'), { code: 'EIO' });
        })(),
      );
    const closing = () => {
      const stream = new Readable({ read: () => undefined });
      stream.push('a');
      setTimeout(() => stream.destroy(), 50);
      return stream;
    };
    for (const name of TRANSPORT_NAMES) {
      expect(await failureOf(name, { method: 'post', data: failing() })).toMatchObject({
        code: 'EIO',
        message: 'disk',
      });
      expect(await failureOf(name, { method: 'post', data: closing() })).toMatchObject({
        code: 'ERR_CANCELED',
        message: 'Request stream has been aborted',
      });
    }
  });

  it('with a stream of data above its limit', async () => {
    server.script(faults.respond());
    for (const name of TRANSPORT_NAMES) {
      const data = Readable.from([Buffer.from('abc'), Buffer.from('def')]);
      expect(await failureOf(name, { method: 'post', data, maxBodyLength: 5 })).toMatchObject({
        code: 'ERR_BAD_REQUEST',
        message: 'Request body larger than maxBodyLength limit',
      });
    }
  });
});

describe('a call over the undici transport, other than over the http adapter,', () => {
  it('ends at its timeout although the body still comes', async () => {
    server.script(faults.slowBody({ bytesPerTick: 1, everyMs: 50, body: 'abcdefghijkl' }));
    expect(await failureOf('undici', { timeout: 300 })).toMatchObject({ code: 'ECONNABORTED', received: 1 });
    expect(await failureOf('http', { timeout: 300 })).toMatchObject({ status: 200, code: undefined });
  });
});
