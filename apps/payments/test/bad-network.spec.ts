import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { inspect } from 'node:util';
import { ExternalServiceError } from '@baluarte/errors';
import { ResilientClient } from '@baluarte/resilience';
import { freePort } from '@baluarte/testing';
import { ChargeCancelledError } from '../src/application/ports/card-processor.js';
import { PspCardProcessor } from '../src/infrastructure/card-processor.psp.js';
import { saysNotExecuted } from '../src/infrastructure/processor-failure.js';

const CHARGE = { key: 'k', orderId: 'o', amountMinor: 1_990, currency: 'EUR', paymentToken: 'tok_secret' };
const MADE = {
  id: 'ch_1',
  idempotency_key: 'k',
  order_id: 'o',
  amount_minor: 1_990,
  currency: 'EUR',
  status: 'approved',
};

type Behaviour = (response: ServerResponse, request: IncomingMessage) => void;

let behave: Behaviour;
let server: Server;
let asked: string[];

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    request.resume().on('end', () => behave(response, request));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
beforeEach(() => {
  asked = [];
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function processorAt(port: number): PspCardProcessor {
  const client = ResilientClient.create('psp', {
    baseURL: `http://127.0.0.1:${port}`,
    connectTimeoutMs: 300,
    attemptTimeoutMs: 600,
    // What one answer means is tried out here.
    retry: { maxRetries: 0 },
    circuit: { mode: 'off' },
    saysNotExecuted,
  });
  return new PspCardProcessor(client.http, client.http);
}
const processor = () => processorAt((server.address() as AddressInfo).port);

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Behaviour =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
const refusal = (code: string) => ({ error: { type: 't', code, message: 'm' } });

async function failureOf(call: Promise<unknown>): Promise<ExternalServiceError> {
  const error: unknown = await call.then(
    () => new Error('The call did not fail.'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ExternalServiceError);
  expect(inspect(error, { depth: 20 })).not.toContain('tok_secret');
  return error as ExternalServiceError;
}

describe('a charge', () => {
  it('is made when the answer is the one that was agreed on', async () => {
    behave = json(201, MADE);
    expect(await processor().charge(CHARGE)).toBe('ch_1');
  });

  const trickle: Behaviour = (response) => {
    response.writeHead(201, { 'content-type': 'application/json' });
    const timer = setInterval(() => response.write(' '), 50);
    response.on('close', () => clearInterval(timer));
  };

  it.each<[string, Behaviour, string]>([
    ['cuts the connection', (response) => response.destroy(), 'BAD_ANSWER'],
    ['resets the connection', (response) => (response.socket as Socket).resetAndDestroy(), 'BAD_ANSWER'],
    [
      'breaks off in the middle of the answer',
      (response) => {
        response.writeHead(201, { 'content-length': '100', 'content-type': 'application/json' });
        response.write('{"id":', () => response.destroy());
      },
      'BAD_ANSWER',
    ],
    ['never answers', () => undefined, 'TIMEOUT'],
    ['trickles its answer for ever', trickle, 'TIMEOUT'],
    ['answers what is no JSON', (response) => response.end('{"id": "ch_1", "status": appro'), 'BAD_ANSWER'],
    ['answers a page', (response) => response.end('<html>'), 'BAD_ANSWER'],
    ['answers nothing', (response) => response.writeHead(204).end(), 'BAD_ANSWER'],
    ['answers with other fields', json(201, { ok: true }), 'BAD_ANSWER'],
    ['answers with another key', json(201, { ...MADE, idempotency_key: 'other' }), 'BAD_ANSWER'],
    ['answers with another amount', json(201, { ...MADE, amount_minor: 1 }), 'BAD_ANSWER'],
    ['sends elsewhere', json(307, {}, { location: '/elsewhere' }), 'BAD_ANSWER'],
    ['does not know itself', json(500, refusal('internal')), 'BAD_ANSWER'],
    ['is behind a proxy that cannot reach it', json(502, {}), 'BAD_ANSWER'],
    ['is behind a proxy that waited in vain', json(504, {}), 'TIMEOUT'],
    ['has another request with the key', json(409, refusal('key_reused')), 'BAD_ANSWER'],
  ])('may have been made when the processor %s', async (_what, behaviour, code) => {
    behave = behaviour;
    const error = await failureOf(processor().charge(CHARGE));
    expect([error.code, error.executed]).toEqual([`CARD_PROCESSOR_${code}`, 'unknown']);
    expect(asked).toEqual(['/api/v1/charges']);
  });

  it.each<[string, Behaviour, string, number | undefined]>([
    ['is down', json(503, refusal('processor_unavailable'), { 'retry-after': '7' }), 'UNAVAILABLE', 7],
    ['asks to wait', json(429, refusal('rate_limited'), { 'retry-after': '1' }), 'UNAVAILABLE', 1],
    ['does not understand us', json(400, refusal('invalid_request')), 'BAD_ANSWER', undefined],
    ['does not let us in', json(401, refusal('no_key')), 'BAD_ANSWER', undefined],
  ])('was not made when the processor %s', async (_what, behaviour, code, retryAfterSeconds) => {
    behave = behaviour;
    const error = await failureOf(processor().charge(CHARGE));
    expect([error.code, error.executed]).toEqual([`CARD_PROCESSOR_${code}`, 'no']);
    expect(error.retryAfterSeconds).toBe(retryAfterSeconds);
  });

  it('was not made when the processor refuses the connection', async () => {
    const error = await failureOf(processorAt(await freePort()).charge(CHARGE));
    expect([error.code, error.executed]).toEqual(['CARD_PROCESSOR_UNAVAILABLE', 'no']);
  });

  it('was not made when no connection comes about in time', async () => {
    const { port, stop } = await serverThatTakesNobodyIn();
    const error = await failureOf(processorAt(port).charge(CHARGE));
    stop();
    expect([error.code, error.executed]).toEqual(['CARD_PROCESSOR_UNAVAILABLE', 'no']);
    expect(String((error.cause as Error).message)).toContain('within 300 ms');
  });

  it.each([
    ['card_declined', 'CARD_DECLINED'],
    ['insufficient_funds', 'INSUFFICIENT_FUNDS'],
    ['invalid_token', 'INVALID_PAYMENT_TOKEN'],
  ])('is refused in our own words: %s', async (code, ours) => {
    behave = json(402, refusal(code));
    await expect(processor().charge(CHARGE)).rejects.toMatchObject({
      code: ours,
      context: { cause: { service: 'psp', error_code: code } },
    });
    behave = json(500, refusal(code));
    expect((await failureOf(processor().charge(CHARGE))).executed).toBe('unknown');
  });

  it('is ruled out once its key was cancelled', async () => {
    behave = json(409, refusal('cancelled'));
    await expect(processor().charge(CHARGE)).rejects.toThrow(ChargeCancelledError);
  });
});

describe('looking for a charge, cancelling and refunding', () => {
  it('find only the charge with the key', async () => {
    behave = json(200, { items: [{ ...MADE, id: 'ch_0', idempotency_key: 'other' }, MADE] });
    expect(await processor().find('k', 'o')).toBe('ch_1');
    expect(await processor().find('unheard-of', 'o')).toBeUndefined();
  });

  it('believe only answers that were agreed on', async () => {
    behave = json(200, { items: [{ id: 'ch_1' }] });
    expect((await failureOf(processor().find('k', 'o'))).code).toBe('CARD_PROCESSOR_BAD_ANSWER');
    behave = json(200, { status: 'charged' });
    expect((await failureOf(processor().cancel('k'))).code).toBe('CARD_PROCESSOR_BAD_ANSWER');
    behave = json(200, MADE);
    expect((await failureOf(processor().refund('ch_1', 'r'))).code).toBe('CARD_PROCESSOR_BAD_ANSWER');
  });

  it('tell whether a cancellation came too late', async () => {
    behave = json(200, { status: 'cancelled' });
    expect(await processor().cancel('k')).toBeUndefined();
    behave = json(200, { status: 'charged', charge: MADE });
    expect(await processor().cancel('k')).toBe('ch_1');
  });
});

/** A port whose queue of connections is full: the next one gets no answer at all. */
async function serverThatTakesNobodyIn(): Promise<{ port: number; stop: () => void }> {
  const port = await freePort();
  const child = spawn(
    process.execPath,
    [
      '-e',
      `require('net').createServer().listen({ port: ${port}, host: '127.0.0.1', backlog: 1 }, () => {
        require('fs').writeSync(1, 'listening'); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); })`,
    ],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  await once(child.stdout, 'data');
  const queue = Array.from({ length: 8 }, () => connect(port, '127.0.0.1').on('error', () => undefined));
  await once(queue[0] as Socket, 'connect');
  return {
    port,
    stop: () => {
      for (const socket of queue) socket.destroy();
      child.kill('SIGKILL');
    },
  };
}
