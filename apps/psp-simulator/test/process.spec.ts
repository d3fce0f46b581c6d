import { connect } from 'node:net';
import { createTestDatabase, eventually, PostgresServer, type TestDatabase } from '@baluarte/testing';
import { errorOf, startPspProcess, type Merchant } from './psp.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** Sockets that wait for an answer that never comes. */
async function hang(merchant: Merchant, count: number) {
  const { hostname, port } = new URL(merchant.url);
  const body = JSON.stringify(merchant.body('hanging', 'tok_hang'));
  const sockets = Array.from({ length: count }, (_, index) => {
    const socket = connect(Number(port), hostname);
    socket.write(
      `POST /api/v1/charges HTTP/1.1\r\nHost: psp\r\nContent-Type: application/json\r\n` +
        `Idempotency-Key: hang-${index}\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    socket.on('error', () => undefined);
    return socket;
  });
  await eventually(async () => (await openSockets(merchant)) >= count);
  return sockets;
}

async function openSockets(merchant: Merchant): Promise<number> {
  const text = await (await fetch(`${merchant.url}/metrics`)).text();
  return Number(/^nodejs_active_resources\{type="TCPSocketWrap"\} (\d+)/m.exec(text)?.[1] ?? 0);
}

describe('the simulator as a process', () => {
  it('knows after a kill -9 what it charged and how often it was asked', async () => {
    const first = await startPspProcess(database.url);
    const { body: charge } = await first.merchant.charge('kept', 'tok_visa');
    await first.merchant.cancel('never');
    await first.merchant.charge('flaky', 'tok_flaky');
    await first.merchant.charge('flaky', 'tok_flaky');
    await first.process.kill('SIGKILL');

    const { process, merchant } = await startPspProcess(database.url);
    expect(await merchant.chargesOf('kept')).toEqual([charge]);
    expect((await merchant.charge('kept', 'tok_visa')).body).toEqual(charge);
    expect((await merchant.charge('flaky', 'tok_flaky')).status).toBe(201);
    expect(errorOf(await merchant.charge('never', 'tok_visa', 'never'))['code']).toBe('cancelled');
    await process.kill('SIGKILL');
  });

  it('keeps nothing of clients that went away, and ends at once with others still waiting', async () => {
    const { process, merchant } = await startPspProcess(database.url);
    const gone = await hang(merchant, 40);
    for (const socket of gone) socket.destroy();
    await eventually(async () => (await openSockets(merchant)) < 20);

    const waiting = await hang(merchant, 40);
    const cut = waiting.map((socket) => new Promise((resolve) => socket.once('close', resolve)));
    expect(await process.kill('SIGTERM')).toBe(0);
    await Promise.all(cut);
    expect(process.output).not.toContain('Cutting');
  });

  it('tells its health in the error contract and its test cards in its document', async () => {
    const { process, merchant } = await startPspProcess(database.url);
    for (const path of ['/health', '/health/live', '/health/ready'])
      expect((await fetch(merchant.url + path)).status).toBe(200);
    const document = (await (await fetch(`${merchant.url}/docs-json`)).json()) as {
      info: { description: string };
    };
    expect(document.info.description).toContain('| `tok_lost` |');
    expect(process.output).not.toContain('tok_');
    await process.kill('SIGKILL');
  });
});

describe('the simulator without its database', () => {
  it('says that it does not know, is not ready, and goes on once the database is back', async () => {
    const server = await PostgresServer.start();
    const own = await createTestDatabase(server.url());
    const { process, merchant } = await startPspProcess(own.url);
    try {
      await merchant.charge('before', 'tok_visa');
      await server.stop();
      const answer = await merchant.charge('during', 'tok_visa');
      expect([answer.status, errorOf(answer)['type']]).toEqual([500, 'api_error']);
      const ready = await eventually(async () => {
        const response = await fetch(`${merchant.url}/health/ready`);
        return response.status === 503 && response;
      });
      expect(await ready.json()).toMatchObject({ service_name: 'psp-simulator', status_code: 503 });
      await server.resume();
      const after = await eventually(async () => {
        const { status, body } = await merchant.charge('during', 'tok_visa');
        return status === 201 && body;
      });
      expect(await merchant.chargesOf('during')).toEqual([after]);
      expect(await merchant.chargesOf('before')).toHaveLength(1);
    } finally {
      await process.kill('SIGKILL');
      await server.remove();
    }
  });
});
