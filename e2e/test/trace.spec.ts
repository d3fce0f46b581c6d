import { eventually, isQuery } from '@baluarte/testing';
import { TracedSystem, traceIdOf } from '../src/traced-system.js';

const PLACED = [
  'orders server POST /api/v1/orders',
  '  orders internal saga reserve_stock',
  '    orders client PUT reserve',
  '      stock server PUT /api/v1/reservations/:orderId',
  '  orders internal saga charge_payment',
  '    orders client POST charge',
  '      payments server POST /api/v1/payments',
  '        payments client POST charge',
  '          psp-simulator server POST /api/v1/charges',
  '  orders internal saga confirm_stock',
  '    orders client POST confirm',
  '      stock server POST /api/v1/reservations/:orderId/confirm',
];

const DECLINED = [
  ...PLACED.slice(0, -3),
  '  orders internal saga release_stock',
  '    orders client DELETE release',
  '      stock server DELETE /api/v1/reservations/:orderId',
];

const [CHARGE_ATTEMPT, CHARGED] = [
  '        payments client POST charge',
  '          psp-simulator server POST /api/v1/charges',
];
const REPEATED = [
  ...PLACED.slice(0, 7),
  ...[`${CHARGE_ATTEMPT} error`, `${CHARGED} error`],
  ...[`${CHARGE_ATTEMPT} error`, `${CHARGED} error`],
  ...PLACED.slice(7),
];

describe('the trace of an order', () => {
  let traced: TracedSystem;
  beforeAll(async () => {
    traced = await TracedSystem.start(3_300);
  });
  afterAll(() => traced.stop());

  const errorsCounted = async (
    service: 'orders' | 'payments' | 'stock',
    errorCode: string,
  ): Promise<number> => {
    const text = await traced.metricsOf(service);
    const samples = [...text.matchAll(/^app_errors_total\{([^}]*)\} (\d+)$/gm)];
    return samples
      .filter(([, labels]) => labels?.includes(`error_code="${errorCode}"`))
      .reduce((sum, [, , count]) => sum + Number(count), 0);
  };

  it('is one tree over all services and the card processor, with nothing marked as an error', async () => {
    const answer = await traced.shop.order('tok_visa');
    expect(answer.status).toBe(201);
    await eventually(() => expect(traced.outline(traceIdOf(answer))).toEqual(PLACED));
    for (const span of traced
      .spansOf(traceIdOf(answer))
      .filter((each) => each.kind === 'client' && !isQuery(each)))
      expect(span.attributes).toMatchObject({
        'resilience.attempt': 1,
        'resilience.outcome': 'success',
        'resilience.circuit_state': 'closed',
      });
  });

  it('shows every statement below the service that ran it', async () => {
    const answer = await traced.shop.order('tok_visa');
    await eventually(() => expect(traced.outline(traceIdOf(answer))).toEqual(PLACED));
    const spans = traced.spansOf(traceIdOf(answer));
    const byId = new Map(spans.map((span) => [span.spanId, span]));
    const queries = spans.filter(isQuery);
    expect(new Set(queries.map(({ service }) => service))).toEqual(
      new Set(['orders', 'stock', 'payments', 'psp-simulator']),
    );
    for (const { parentSpanId = '', service } of queries)
      expect(byId.get(parentSpanId)?.service).toBe(service);
  });

  it('shows every attempt of a payment that was asked for until it was made', async () => {
    const answer = await traced.shop.order('tok_flaky');
    expect(answer.status).toBe(201);
    await eventually(() => expect(traced.outline(traceIdOf(answer))).toEqual(REPEATED));
    const attempts = traced
      .spansOf(traceIdOf(answer))
      .filter(({ service, name }) => service === 'payments' && name === 'POST charge');
    expect(
      attempts.map(({ attributes }) => [
        attributes['resilience.attempt'],
        attributes['resilience.outcome'],
        attributes['http.request.resend_count'],
      ]),
    ).toEqual([
      [1, 'failure', undefined],
      [2, 'failure', 1],
      [3, 'success', 2],
    ]);
  });

  it('is no fault when the card is declined, and shows that the stock was released', async () => {
    const answer = await traced.shop.order('tok_declined');
    expect(answer.status).toBe(402);
    await eventually(() => expect(traced.outline(traceIdOf(answer))).toEqual(DECLINED));
    const spans = traced.spansOf(traceIdOf(answer)).filter((span) => span.kind === 'server');
    const codes = spans.map(({ service, attributes }) => [
      service,
      attributes['http.response.status_code'],
      attributes['app.error_code'],
    ]);
    expect(codes).toEqual(
      expect.arrayContaining([
        ['orders', 402, 'CARD_DECLINED'],
        ['payments', 402, 'CARD_DECLINED'],
        ['psp-simulator', 402, undefined],
      ]),
    );
  });

  it('has the id that the error body, the headers and the log lines of every service have', async () => {
    const counted = { orders: await errorsCounted('orders', 'CARD_DECLINED'), payments: 0 };
    counted.payments = await errorsCounted('payments', 'CARD_DECLINED');
    const answer = await traced.shop.order('tok_declined');
    const traceId = traceIdOf(answer);
    expect(answer.body).toMatchObject({ trace_id: traceId, error_code: 'CARD_DECLINED' });
    await eventually(() => expect(traced.outline(traceId)).toEqual(DECLINED));
    await eventually(() => expect(traced.finishedIn('stock', traceId)).toHaveLength(2));
    for (const service of ['orders', 'payments'] as const) {
      const finished = await eventually(() => {
        const lines = traced.finishedIn(service, traceId);
        return lines.length > 0 && lines;
      });
      expect(finished).toMatchObject([{ level: 'warn', status: 402, error_code: 'CARD_DECLINED', service }]);
      expect(await errorsCounted(service, 'CARD_DECLINED')).toBe(counted[service] + 1);
    }
    await eventually(() =>
      expect(traced.finishedIn('psp-simulator', traceId)).toMatchObject([
        { status: 402, service: 'psp-simulator' },
      ]),
    );
    const ids = new Set(traced.spansOf(traceId).map(({ spanId }) => spanId));
    for (const service of ['orders', 'payments', 'stock', 'psp-simulator'])
      for (const line of traced.linesOf(service, traceId)) expect(ids).toContain(line['span_id']);
  });

  it('goes on in the service that takes the order up after a crash, and links to where it was', async () => {
    const traceId = 'c0ffee00c0ffee00c0ffee00c0ffee00';
    const cut = fetch(`${traced.system.url('orders')}/api/v1/orders`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': 'crash',
        traceparent: `00-${traceId}-b7ad6b7169203331-01`,
      },
      body: JSON.stringify({
        customer_id: traced.shop.customerId,
        lines: [{ product_id: 'P003', quantity: 1 }],
        payment_token: 'tok_slow',
      }),
    }).then(
      () => 'answered',
      () => 'cut',
    );
    const reserved = 'PUT /api/v1/reservations/:orderId';
    await eventually(() => expect(traced.spansOf(traceId).map(({ name }) => name)).toContain(reserved));
    process.kill(traced.system.pidOf('orders'), 'SIGKILL');
    expect(await cut).toBe('cut');
    const recovery = await eventually(
      () => traced.spansOf(traceId).find(({ name }) => name === 'recover order') ?? false,
      60_000,
    );
    expect(recovery).toMatchObject({ service: 'orders', kind: 'consumer' });
    expect(recovery.links).toEqual([{ traceId, spanId: recovery.parentSpanId }]);
    const told = await eventually(
      () => traced.linesOf('orders', traceId).find(({ msg }) => msg === 'order recovered') ?? false,
    );
    expect(told).toMatchObject({ level: 'info', span_id: recovery.spanId });
  }, 120_000);

  it('is continued from whoever asked, whose own name for it comes back', async () => {
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const response = await fetch(`${traced.system.url('stock')}/api/v1/products/P001`, {
      headers: { traceparent: `00-${traceId}-b7ad6b7169203331-01`, 'x-correlation-id': 'my-shop-7' },
    });
    expect(response.headers.get('x-trace-id')).toBe(traceId);
    expect(response.headers.get('x-correlation-id')).toBe('my-shop-7');
    await eventually(() =>
      expect(traced.outline(traceId).slice(0, 3)).toEqual([
        'stock server GET /api/v1/products/:id',
        expect.stringMatching(/^ {2}stock client GET bought_with/),
        '    recommendations server GET /api/v1/recommendations/:productId',
      ]),
    );
    await eventually(() =>
      expect(traced.linesOf('recommendations', traceId)[0]).toMatchObject({ correlation_id: 'my-shop-7' }),
    );
  });
});
