import { eventually, RunningSystem, Shop } from '@baluarte/testing';
import { LAUNCHER } from '../src/launcher.js';

const OFFSET = 2_500;

describe('every test card comes to the end that is promised for it', () => {
  let system: RunningSystem;
  let shop: Shop;

  beforeAll(async () => {
    system = await RunningSystem.start(LAUNCHER, OFFSET);
    shop = await Shop.open(system);
  });
  afterAll(() => system.stop());

  /** Most cards are good: a few bad ones in a row would open the circuit, which is right and not what is shown here. */
  async function sellToOthers(): Promise<void> {
    await Promise.all(Array.from({ length: 6 }, () => shop.order('tok_visa')));
  }

  async function charges(orderId: unknown): Promise<number> {
    const answer = await fetch(`${system.url('psp')}/api/v1/charges?order_id=${String(orderId)}`);
    return ((await answer.json()) as { items: unknown[] }).items.length;
  }

  it.each([
    ['tok_visa', 'approves'],
    ['tok_flaky', 'fails twice, and is asked until it approves'],
    ['tok_rate_limited', 'asks to wait, and is waited for'],
    ['tok_lost', 'loses its answer, and is asked again with the same key'],
    ['tok_slow', 'answers too late, and is found to have charged'],
  ])('%s %s: one charge, one confirmed order', async (token) => {
    await sellToOthers();
    const { status, body } = await shop.order(token);
    expect([status, body['state']]).toEqual([201, 'confirmed']);
    expect(await charges(body['id'])).toBe(1);
  });

  it.each([
    ['tok_declined', 'CARD_DECLINED'],
    ['tok_insufficient_funds', 'INSUFFICIENT_FUNDS'],
  ])('%s is a refusal of the card, not of anything technical: 402 %s', async (token, code) => {
    await sellToOthers();
    const { status, body } = await shop.order(token);
    expect([status, body['error_code']]).toEqual([402, code]);
  });

  it.each(['tok_garbage', 'tok_hang'])(
    '%s leaves in doubt whether the card was charged: 202',
    async (token) => {
      await sellToOthers();
      const { status, body } = await shop.order(token);
      expect([status, body['state']]).toEqual([202, 'payment_unknown']);
      expect(await charges(body['id'])).toBe(0);
    },
  );

  it('tok_down opens the circuit, and from then on it is known at once that nothing was charged: 503', async () => {
    const available = async () => {
      const answer = await fetch(`${system.url('stock')}/api/v1/products/P003`);
      return ((await answer.json()) as { available: number }).available;
    };
    const before = await available();
    await eventually(async () => {
      const { status, body, headers } = await shop.order('tok_down', { products: ['P003'] });
      expect([status, body['error_code']]).toEqual([503, 'PAYMENT_SERVICE_UNAVAILABLE']);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
      const health = await fetch(`${system.url('payments')}/health`);
      const { details } = (await health.json()) as { details: { psp: { status: string; circuit: string } } };
      expect(details.psp).toMatchObject({ status: 'degraded', circuit: 'open' });
    }, 30_000);
    expect(await available()).toBe(before);
    expect((await fetch(`${system.url('payments')}/health/ready`)).status).toBe(200);
  });

  it('after the break a good card is charged again', async () => {
    await eventually(async () => expect((await shop.order('tok_visa')).status).toBe(201), 60_000);
  });
});
