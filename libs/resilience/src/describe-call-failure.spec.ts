import { createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import axios from 'axios';
import { describeCallFailure } from './describe-call-failure.js';

async function listening<Some extends TcpServer>(server: Some): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function failureOf(answer: RequestListener, timeout = 200) {
  const server = createServer(answer);
  const url = await listening(server);
  try {
    await axios.get(url, { timeout, responseType: 'json', transitional: { silentJSONParsing: false } });
    throw new Error('The call did not fail.');
  } catch (error) {
    return describeCallFailure(error);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('a call over axios that failed', () => {
  it('did nothing when the connection was refused', async () => {
    const server = createTcpServer();
    const url = await listening(server);
    await new Promise((resolve) => server.close(resolve));
    const failure = await axios.get(url).catch(describeCallFailure);
    expect(failure).toEqual({ type: 'no_answer', reason: 'refused', executed: 'no' });
  });

  it('may have done something when no answer came in time', async () => {
    expect(await failureOf(() => undefined, 50)).toEqual({
      type: 'no_answer',
      reason: 'timeout',
      executed: 'unknown',
    });
  });

  it('may have done something when the connection was cut', async () => {
    expect(await failureOf((request) => void request.socket.destroy())).toEqual({
      type: 'no_answer',
      reason: 'reset',
      executed: 'unknown',
    });
  });

  it('may have done something when the answer makes no sense', async () => {
    expect(await failureOf((_request, response) => void response.end('{"broken":'))).toMatchObject({
      type: 'invalid_answer',
    });
  });

  it('got an answer, with when to come back', async () => {
    const failure = await failureOf(
      (_request, response) =>
        void response
          .writeHead(503, { 'retry-after': '7', 'content-type': 'application/json' })
          .end('{"error_code":"X"}'),
    );
    expect(failure).toEqual({ type: 'answer', status: 503, body: { error_code: 'X' }, retryAfterSeconds: 7 });
  });

  it('is told apart from a caller that gave up', async () => {
    const failure = await axios
      .get('http://127.0.0.1:1', { signal: AbortSignal.abort() })
      .catch(describeCallFailure);
    expect(failure).toEqual({ type: 'no_answer', reason: 'aborted', executed: 'unknown' });
  });

  it('is something unreadable when it is not of axios', () => {
    expect(describeCallFailure(undefined)).toMatchObject({ type: 'invalid_answer' });
  });
});
