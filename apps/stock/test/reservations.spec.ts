import fc from 'fast-check';
import pg from 'pg';
import { startStock, type StockService } from './stock-service.js';

describe('reservations', () => {
  let stock: StockService;
  let client: pg.Client;

  beforeAll(async () => {
    stock = await startStock();
    client = new pg.Client({ connectionString: stock.database.url });
    await client.connect();
  });

  afterAll(async () => {
    await client.end();
    await stock.close();
  });

  const reserve = (order: string, ...lines: [string, number][]) =>
    stock.ask('PUT', `/reservations/${order}`, {
      lines: lines.map(([product_id, quantity]) => ({ product_id, quantity })),
    });
  const setStock = (productId: string, pieces: number) =>
    client.query('UPDATE products SET available = $2 WHERE product_id = $1', [productId, pieces]);
  const available = async (productId: string) =>
    (
      await client.query<{ available: number }>('SELECT available FROM products WHERE product_id = $1', [
        productId,
      ])
    ).rows[0]?.available;

  it('give ten pieces to ten of 200 orders at once and refuse the others', async () => {
    await setStock('P010', 10);
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) => reserve(`rush-${index}`, ['P010', 1])),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused).toHaveLength(190);
    for (const { body } of refused)
      expect(body).toMatchObject({
        error_code: 'INSUFFICIENT_STOCK',
        context: { product_id: 'P010', requested: 1, available: 0 },
      });
    expect(await available('P010')).toBe(0);
  });

  it('do not wait for each other when their lines stand in opposite order', async () => {
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        index % 2 === 0
          ? reserve(`cross-${index}`, ['P001', 1], ['P002', 1])
          : reserve(`cross-${index}`, ['P002', 1], ['P001', 1]),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });

  it('take all lines or none', async () => {
    await setStock('P020', 5);
    await setStock('P021', 1);
    expect((await reserve('partial', ['P020', 2], ['P021', 2])).status).toBe(409);
    expect([await available('P020'), await available('P021')]).toEqual([5, 1]);
  });

  it('say what it costs', async () => {
    const { body } = await reserve('priced', ['P001', 2], ['P002', 1]);
    expect(body).toMatchObject({
      state: 'held',
      amount_minor: 2 * 1290 + 450,
      currency: 'EUR',
      lines: [{ product_id: 'P001', quantity: 2, unit_price_minor: 1290 }, {}],
    });
  });

  it('change nothing when a request is repeated', async () => {
    await setStock('P030', 9);
    for (let time = 0; time < 3; time += 1) expect((await reserve('again', ['P030', 4])).status).toBe(200);
    expect(await available('P030')).toBe(5);
    for (let time = 0; time < 2; time += 1)
      expect((await stock.ask('POST', '/reservations/again/confirm')).body).toMatchObject({
        state: 'confirmed',
      });
    for (let time = 0; time < 2; time += 1)
      expect((await stock.ask('DELETE', '/reservations/again')).body).toMatchObject({ state: 'released' });
    expect(await available('P030')).toBe(9);
  });

  it('refuse other lines for the same order', async () => {
    await reserve('other', ['P001', 1]);
    expect((await reserve('other', ['P001', 2])).body).toMatchObject({ error_code: 'RESERVATION_CONFLICT' });
  });

  it('hold nothing for an order that was released before its request arrived', async () => {
    expect((await stock.ask('DELETE', '/reservations/late')).body).toMatchObject({
      state: 'released',
      lines: [],
    });
    const before = await available('P001');
    expect((await reserve('late', ['P001', 1])).body).toMatchObject({ error_code: 'RESERVATION_CONFLICT' });
    expect(await available('P001')).toBe(before);
  });

  it('cannot be confirmed when they are unknown or released', async () => {
    expect((await stock.ask('POST', '/reservations/unknown/confirm')).body).toMatchObject({
      error_code: 'RESERVATION_NOT_FOUND',
    });
    await reserve('gone', ['P001', 1]);
    await stock.ask('DELETE', '/reservations/gone');
    expect((await stock.ask('POST', '/reservations/gone/confirm')).body).toMatchObject({
      error_code: 'RESERVATION_CONFLICT',
    });
  });

  it('conserve every piece, whatever is asked in whatever order and how often', async () => {
    const step = fc.record({
      what: fc.constantFrom('hold', 'confirm', 'release'),
      order: fc.integer({ min: 0, max: 3 }),
      quantity: fc.integer({ min: 1, max: 4 }),
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
        run += 1;
        await setStock('P040', 8);
        await Promise.all(
          steps.map(({ what, order, quantity }) => {
            const name = `walk-${run}-${order}`;
            if (what === 'hold') return reserve(name, ['P040', quantity]);
            return what === 'confirm'
              ? stock.ask('POST', `/reservations/${name}/confirm`)
              : stock.ask('DELETE', `/reservations/${name}`);
          }),
        );
        const { rows } = await client.query<{ kept: number }>(
          `SELECT coalesce(sum((line->>'quantity')::int), 0)::int AS kept FROM reservations, jsonb_array_elements(lines) AS line
           WHERE state <> 'released' AND order_id LIKE $1`,
          [`walk-${run}-%`],
        );
        expect((await available('P040')) ?? NaN).toBe(8 - (rows[0]?.kept ?? NaN));
      }),
      { numRuns: 40 },
    );
  });
});
