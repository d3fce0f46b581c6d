import fc from 'fast-check';
import { Auditor } from './auditor.js';
import { startStock, type StockService } from './stock-service.js';

const SEEDED = 8;

describe('pieces', () => {
  let stock: StockService;
  let auditor: Auditor;

  beforeAll(async () => {
    stock = await startStock();
    auditor = await Auditor.over(stock.database);
  });

  afterAll(async () => {
    await auditor.leave();
    await stock.close();
  });

  const step = fc.record({
    what: fc.constantFrom('hold', 'confirm', 'release'),
    order: fc.integer({ min: 0, max: 3 }),
    quantity: fc.integer({ min: 1, max: 4 }),
  });
  type Step = { what: string; order: number; quantity: number };

  const perform = ({ what, quantity }: Step, orderId: string, products: readonly string[]) => {
    const lines = products.map((product_id) => ({ product_id, quantity }));
    if (what === 'hold') return stock.ask('PUT', `/reservations/${orderId}`, { lines });
    return what === 'confirm'
      ? stock.ask('POST', `/reservations/${orderId}/confirm`)
      : stock.ask('DELETE', `/reservations/${orderId}`);
  };

  it('are where the books say after every step, and every answer is the one that was to be expected', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
        run += 1;
        await auditor.setAvailable('P040', SEEDED);
        const books = new Books();
        for (const each of steps) {
          const expected = books.expect(each);
          const { status, body } = await perform(each, `walk-${run}-${each.order}`, ['P040']);
          expect(status === 200 ? body['state'] : body['error_code']).toBe(expected);
          expect(await auditor.available('P040')).toBe(SEEDED - books.kept());
        }
      }),
      { numRuns: 40 },
    );
  });

  it('are conserved when everything is asked at once, again and again, in whatever order of lines', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
        run += 1;
        await auditor.setAvailable('P041', SEEDED);
        await auditor.setAvailable('P042', SEEDED);
        const answers = await Promise.all(
          steps.map((each, index) =>
            perform(each, `rush-${run}-${each.order}`, index % 2 ? ['P041', 'P042'] : ['P042', 'P041']),
          ),
        );
        for (const { status } of answers) expect([200, 404, 409]).toContain(status);
        for (const product of ['P041', 'P042'])
          expect(await auditor.available(product)).toBe(
            SEEDED - (await auditor.kept(product, `rush-${run}-`)),
          );
      }),
      { numRuns: 40 },
    );
  });

  /** What ought to happen, told in the simplest way. */
  class Books {
    readonly #orders = new Map<number, { state: string; quantity: number }>();

    kept(): number {
      const kept = [...this.#orders.values()].filter(({ state }) => state !== 'released');
      return kept.reduce((sum, { quantity }) => sum + quantity, 0);
    }

    expect({ what, order, quantity }: Step): string {
      const current = this.#orders.get(order);
      if (what === 'release') return this.#become(order, 'released', current?.quantity ?? 0);
      if (what === 'confirm') {
        if (current === undefined) return 'RESERVATION_NOT_FOUND';
        if (current.state === 'released') return 'RESERVATION_CONFLICT';
        return this.#become(order, 'confirmed', current.quantity);
      }
      if (current !== undefined)
        return current.state === 'held' && current.quantity === quantity ? 'held' : 'RESERVATION_CONFLICT';
      return quantity > SEEDED - this.kept() ? 'INSUFFICIENT_STOCK' : this.#become(order, 'held', quantity);
    }

    #become(order: number, state: string, quantity: number): string {
      this.#orders.set(order, { state, quantity });
      return state;
    }
  }
});
