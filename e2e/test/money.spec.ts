import { setTimeout as delay } from 'node:timers/promises';
import { eventually, RunningSystem, discrepancies, openOrders, Shop } from '@baluarte/testing';
import { LAUNCHER } from '../src/launcher.js';

const TOKENS = [
  'tok_visa',
  'tok_visa',
  'tok_visa',
  'tok_declined',
  'tok_flaky',
  'tok_lost',
  'tok_slow',
  'tok_down',
  'tok_rate_limited',
];

describe('the whole system', () => {
  let system: RunningSystem;
  let shop: Shop;

  beforeAll(async () => {
    system = await RunningSystem.start(LAUNCHER, 2_000);
    shop = await Shop.open(system);
  });

  afterAll(() => system.stop());

  const killed = new Set<number>();

  /** Kills the service that runs now, which may be one that was just restarted. */
  async function kill(service: string): Promise<void> {
    const pid = await eventually(() => {
      const running = system.pidOf(service);
      return !killed.has(running) && running;
    }, 30_000);
    killed.add(pid);
    process.kill(pid, 'SIGKILL');
  }

  it('places one order for 25 requests with one key at once, and charges once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 25 }, () => shop.order('tok_visa', { key: 'one-key' })),
    );
    const placed = answers.filter(({ status }) => status === 201);
    expect(placed.length).toBeGreaterThanOrEqual(1);
    expect(new Set(placed.map(({ body }) => body['id'])).size).toBe(1);
    for (const { status, body } of answers)
      if (status !== 201) expect(body).toMatchObject({ error_code: 'REQUEST_IN_PROGRESS' });
    expect(await discrepancies(system)).toEqual([]);
  });

  it('cancels a confirmed order: the money comes back and the pieces too', async () => {
    const { body } = await shop.order('tok_visa');
    const cancelled = await shop.ask('POST', `/orders/${String(body['id'])}/cancel`);
    expect(cancelled).toMatchObject({ status: 200, body: { state: 'cancelled' } });
    expect(await discrepancies(system)).toEqual([]);
  });

  it('learns what is bought together from real orders', async () => {
    for (let time = 0; time < 3; time += 1)
      expect((await shop.order('tok_visa', { products: ['P041', 'P042'] })).status).toBe(201);
    await eventually(async () => {
      const page = (await (await fetch(`${system.url('stock')}/api/v1/products/P041`)).json()) as {
        recommendations: { product_id: string }[];
      };
      expect(page.recommendations[0]?.product_id).toBe('P042');
    });
  });

  it('keeps the books straight while services are killed in the middle of orders', async () => {
    const answers: Promise<unknown>[] = [];
    const victims = ['orders', 'payments', 'stock', 'psp-simulator', 'orders'];
    for (let index = 0; index < 150; index += 1) {
      const token = TOKENS[index % TOKENS.length] ?? 'tok_visa';
      answers.push(
        shop
          .order(token, { products: ['P001', 'P002', 'P003'].slice(0, 1 + (index % 3)) })
          .catch(() => undefined),
      );
      if (index % 10 === 9) await Promise.race([Promise.allSettled(answers.slice(-10)), delay(400)]);
      const victim = victims[(index - 20) / 25];
      if (victim !== undefined) await kill(victim);
    }
    await Promise.allSettled(answers);
    await eventually(async () => expect(await openOrders(system)).toEqual([]), 120_000);
    expect(await discrepancies(system)).toEqual([]);
  });

  it('never lets the token of a card into a log', () => {
    for (const service of ['orders', 'payments', 'stock', 'recommendations'])
      expect(JSON.stringify(system.logs(service))).not.toMatch(/tok_[a-z]/);
  });
});
