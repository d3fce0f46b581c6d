import { Auditor } from './auditor.js';
import { startStock, type StockService } from './stock-service.js';

describe('reservations', () => {
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

  const reserve = (order: string, ...lines: [string, number][]) =>
    stock.ask('PUT', `/reservations/${order}`, {
      lines: lines.map(([product_id, quantity]) => ({ product_id, quantity })),
    });

  it('give ten pieces to ten of 200 orders at once and refuse the others', async () => {
    await auditor.setAvailable('P010', 10);
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
    expect(await auditor.available('P010')).toBe(0);
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
    const deadlocks = await auditor.client.query<{ deadlocks: string }>(
      'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()',
    );
    expect(deadlocks.rows).toEqual([{ deadlocks: '0' }]);
  });

  it('take all lines or none', async () => {
    await auditor.setAvailable('P020', 5);
    await auditor.setAvailable('P021', 1);
    expect((await reserve('partial', ['P020', 2], ['P021', 2])).status).toBe(409);
    expect([await auditor.available('P020'), await auditor.available('P021')]).toEqual([5, 1]);
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
    await auditor.setAvailable('P030', 9);
    for (let time = 0; time < 3; time += 1) expect((await reserve('again', ['P030', 4])).status).toBe(200);
    expect(await auditor.available('P030')).toBe(5);
    for (let time = 0; time < 2; time += 1)
      expect((await stock.ask('POST', '/reservations/again/confirm')).body).toMatchObject({
        state: 'confirmed',
      });
    for (let time = 0; time < 2; time += 1)
      expect((await stock.ask('DELETE', '/reservations/again')).body).toMatchObject({ state: 'released' });
    expect(await auditor.available('P030')).toBe(9);
  });

  it('refuse other lines for the same order', async () => {
    await reserve('other', ['P001', 1]);
    for (const lines of [
      [['P001', 2]],
      [['P002', 1]],
      [
        ['P001', 1],
        ['P002', 1],
      ],
    ] as [string, number][][])
      expect((await reserve('other', ...lines)).body).toMatchObject({
        error_code: 'RESERVATION_CONFLICT',
        context: { order_id: 'other', state: 'held' },
      });
  });

  it('hold nothing for an order that was released before its request arrived', async () => {
    expect((await stock.ask('DELETE', '/reservations/late')).body).toMatchObject({
      state: 'released',
      lines: [],
      amount_minor: 0,
      currency: 'EUR',
    });
    const before = await auditor.available('P001');
    expect((await reserve('late', ['P001', 1])).body).toMatchObject({ error_code: 'RESERVATION_CONFLICT' });
    expect(await auditor.available('P001')).toBe(before);
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

  it('refuse a product that is not in the catalogue, by its id', async () => {
    expect(await reserve('nowhere', ['P001', 1], ['P999', 1])).toMatchObject({
      status: 404,
      body: { error_code: 'PRODUCT_NOT_FOUND', context: { product_id: 'P999' } },
    });
  });

  it.each([
    ['no lines', { lines: [] }],
    ['no pieces', { lines: [{ product_id: 'P001', quantity: 0 }] }],
    ['half a piece', { lines: [{ product_id: 'P001', quantity: 0.5 }] }],
    ['a product twice', { lines: [1, 2].map((quantity) => ({ product_id: 'P001', quantity })) }],
    ['a field that is not known', { lines: [{ product_id: 'P001', quantity: 1 }], price_minor: 1 }],
  ])('refuse a wish with %s', async (_what, body) => {
    expect(await stock.ask('PUT', '/reservations/odd', body)).toMatchObject({
      status: 422,
      body: { error_code: 'VALIDATION_FAILED' },
    });
  });

  it('cannot be made to oversell even by one who writes past the service', async () => {
    await expect(
      auditor.client.query("UPDATE products SET available = available - 1000000 WHERE product_id = 'P001'"),
    ).rejects.toThrow(/check constraint/);
  });
});
