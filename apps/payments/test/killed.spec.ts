import { eventually, PostgresServer } from '@baluarte/testing';
import { PaymentsSystem } from './system/payments-system.js';

describe('payments that are killed while the processor is asked', () => {
  let system: PaymentsSystem;

  beforeAll(async () => {
    system = await PaymentsSystem.start();
  });
  afterAll(() => system.end());

  it.each([
    ['before the request arrives', 'requests', 'tok_visa'],
    ['after the charge and before the answer', 'answers', 'tok_visa'],
    ['after a slow charge', 'answers', 'tok_slow'],
  ] as const)('%s charge once when the request is repeated', async (moment, direction, token) => {
    const order = `killed-${moment.replaceAll(' ', '-')}`;
    const { process, client } = await system.startReplica();
    const held = system.wire.hold(direction);
    const lost = client.pay(order, token).catch(() => undefined);
    await (token === 'tok_slow' ? eventually(async () => (await system.charges(order)) > 0) : held.arrived);
    await process.kill('SIGKILL');
    await lost;
    expect(await system.states(order)).toEqual(['pending']);
    expect(await system.charges(order)).toBe(direction === 'requests' ? 0 : 1);

    const next = await system.startReplica();
    held.letGo();
    expect((await next.client.repeat(order, token)).body).toMatchObject({ state: 'charged' });
    expect(await system.states(order)).toEqual(['charged']);
    expect(await system.charges(order)).toBe(1);
    expect((await system.processor.charges(order))[0]?.status).toBe('approved');
    await next.process.kill('SIGKILL');
  });

  it('in the middle of a refund give the money back once', async () => {
    const { process, client } = await system.startReplica();
    const { body } = await client.pay('refund', 'tok_visa');
    const held = system.wire.hold('answers');
    const lost = client.refund(body['id'], 'refund').catch(() => undefined);
    await held.arrived;
    await process.kill('SIGKILL');
    await lost;
    held.letGo();
    const next = await system.startReplica();
    await system.settled('refund', 'refunded');
    expect(await system.processor.charges('refund')).toMatchObject([{ status: 'refunded' }]);
    await next.process.kill('SIGKILL');
  });
});

describe('payments whose database stops', () => {
  it('say so, do not charge, and lose nothing of a charge that was being made', async () => {
    const server = await PostgresServer.start();
    const system = await PaymentsSystem.start(server.url());
    try {
      const { client } = await system.startReplica();
      const held = system.wire.hold('answers');
      const inTheMiddle = client.pay('middle', 'tok_visa');
      await held.arrived;
      await server.kill();
      held.letGo();
      for (const answer of [await inTheMiddle, await client.pay('during', 'tok_visa')]) {
        expect(answer).toMatchObject({ status: 503, body: { error_code: 'DATABASE_UNAVAILABLE' } });
        expect(answer.body['context'] ?? {}).not.toHaveProperty('executed');
      }
      expect(await system.charges('middle')).toBe(1);
      expect(await system.charges('during')).toBe(0);

      await server.resume();
      for (const order of ['middle', 'during']) {
        await client.repeat(order, 'tok_visa');
        expect(await system.charges(order)).toBe(1);
      }
    } finally {
      await server.resume();
      await system.end();
      await server.remove();
    }
  });
});
