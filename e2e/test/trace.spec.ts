import { eventually, OtlpCollector, RunningSystem, spanTree, type CollectedSpan } from '@baluarte/testing';
import { LAUNCHER } from '../src/launcher.js';
import { Shop, type OrderAnswer } from '../src/shop.js';

const PLACED = [
  'orders server POST /api/v1/orders',
  '  orders client PUT reserve',
  '    stock server PUT /api/v1/reservations/:orderId',
  '  orders client POST charge',
  '    payments server POST /api/v1/payments',
  '      payments client POST charge',
  '        psp-simulator server POST /api/v1/charges',
  '  orders client POST confirm',
  '    stock server POST /api/v1/reservations/:orderId/confirm',
];

const DECLINED = [
  ...PLACED.slice(0, -2),
  '  orders client DELETE release',
  '    stock server DELETE /api/v1/reservations/:orderId',
];

const isQuery = ({ scope }: CollectedSpan): boolean => scope.includes('instrumentation-pg');

const isRejectedByCircuit = ({ events }: CollectedSpan): boolean =>
  events.some(
    ({ name, attributes }) =>
      name === 'resilience.rejection' && attributes['resilience.rejected_by'] === 'circuit',
  );

describe('the trace of an order', () => {
  let collector: OtlpCollector;
  let system: RunningSystem;
  let shop: Shop;

  beforeAll(async () => {
    collector = await OtlpCollector.start();
    system = await RunningSystem.start(LAUNCHER, 3_300, {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_BSP_SCHEDULE_DELAY: '100',
    });
    shop = await Shop.open(system);
  });

  afterAll(async () => {
    await system.stop();
    await collector.stop();
  });

  const traceIdOf = ({ headers }: OrderAnswer): string => headers.get('x-trace-id') ?? 'none';
  const spansOf = (traceId: string): CollectedSpan[] => collector.trace(traceId);
  /** Without the statements, which hang as leaves on whatever runs them. */
  const outline = (traceId: string): string[] => spanTree(spansOf(traceId).filter((span) => !isQuery(span)));
  const linesOf = (service: string, traceId: string) =>
    system.logs(service).filter(({ trace_id }) => trace_id === traceId);
  const errorsCounted = async (
    service: 'orders' | 'payments' | 'stock',
    errorCode: string,
  ): Promise<number> => {
    const text = await (await fetch(`${system.url(service)}/metrics`)).text();
    const samples = [...text.matchAll(/^app_errors_total\{([^}]*)\} (\d+)$/gm)];
    return samples
      .filter(([, labels]) => labels?.includes(`error_code="${errorCode}"`))
      .reduce((sum, [, , count]) => sum + Number(count), 0);
  };

  it('is one tree over all services and the card processor, with nothing marked as an error', async () => {
    const answer = await shop.order('tok_visa');
    expect(answer.status).toBe(201);
    await eventually(() => expect(outline(traceIdOf(answer))).toEqual(PLACED));
    for (const span of spansOf(traceIdOf(answer)).filter((each) => each.kind === 'client' && !isQuery(each)))
      expect(span.attributes).toMatchObject({
        'resilience.attempt': 1,
        'resilience.outcome': 'success',
        'resilience.circuit_state': 'closed',
      });
  });

  it('shows every statement below the service that ran it', async () => {
    const answer = await shop.order('tok_visa');
    await eventually(() => expect(outline(traceIdOf(answer))).toEqual(PLACED));
    const spans = spansOf(traceIdOf(answer));
    const byId = new Map(spans.map((span) => [span.spanId, span]));
    const queries = spans.filter(isQuery);
    expect(new Set(queries.map(({ service }) => service))).toEqual(
      new Set(['orders', 'stock', 'payments', 'psp-simulator']),
    );
    for (const { parentSpanId = '', service } of queries)
      expect(byId.get(parentSpanId)?.service).toBe(service);
  });

  it('is no fault when the card is declined, and shows that the stock was released', async () => {
    const answer = await shop.order('tok_declined');
    expect(answer.status).toBe(402);
    await eventually(() => expect(outline(traceIdOf(answer))).toEqual(DECLINED));
    const spans = spansOf(traceIdOf(answer)).filter((span) => span.kind === 'server');
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
    const answer = await shop.order('tok_declined');
    const traceId = traceIdOf(answer);
    expect(answer.body).toMatchObject({ trace_id: traceId, error_code: 'CARD_DECLINED' });
    await eventually(() => expect(outline(traceId)).toEqual(DECLINED));
    for (const service of ['orders', 'payments'] as const) {
      const finished = linesOf(service, traceId).filter(({ msg }) => msg === 'request completed');
      expect(finished).toMatchObject([{ level: 'warn', status: 402, error_code: 'CARD_DECLINED', service }]);
      expect(await errorsCounted(service, 'CARD_DECLINED')).toBe(counted[service] + 1);
    }
    const shown = linesOf('psp-simulator', traceId).filter(({ msg }) => msg === 'request completed');
    expect(shown).toMatchObject([{ status: 402, service: 'psp-simulator' }]);
    expect(linesOf('stock', traceId).filter(({ msg }) => msg === 'request completed')).toHaveLength(2);
    const ids = new Set(spansOf(traceId).map(({ spanId }) => spanId));
    for (const service of ['orders', 'payments', 'stock', 'psp-simulator'])
      for (const line of linesOf(service, traceId)) expect(ids).toContain(line['span_id']);
  });

  it('goes on in the service that takes the order up after a crash, and links to where it was', async () => {
    const traceId = 'c0ffee00c0ffee00c0ffee00c0ffee00';
    const cut = fetch(`${system.url('orders')}/api/v1/orders`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': 'crash',
        traceparent: `00-${traceId}-b7ad6b7169203331-01`,
      },
      body: JSON.stringify({
        customer_id: shop.customerId,
        lines: [{ product_id: 'P003', quantity: 1 }],
        payment_token: 'tok_slow',
      }),
    }).then(
      () => 'answered',
      () => 'cut',
    );
    const reserved = 'PUT /api/v1/reservations/:orderId';
    await eventually(() => expect(spansOf(traceId).map(({ name }) => name)).toContain(reserved));
    process.kill(system.pidOf('orders'), 'SIGKILL');
    expect(await cut).toBe('cut');
    const recovery = await eventually(
      () => spansOf(traceId).find(({ name }) => name === 'recover order') ?? false,
      60_000,
    );
    expect(recovery).toMatchObject({ service: 'orders', kind: 'consumer' });
    expect(recovery.links).toEqual([{ traceId, spanId: recovery.parentSpanId }]);
    const told = linesOf('orders', traceId).find(({ msg }) => msg === 'order recovered');
    expect(told).toMatchObject({ level: 'info', span_id: recovery.spanId });
  }, 120_000);

  it('shows every attempt at a processor that is down, and marks who failed', async () => {
    const answer = await shop.order('tok_down');
    const traceId = traceIdOf(answer);
    expect(answer).toMatchObject({ status: 503, body: { trace_id: traceId } });
    await eventually(() => expect(outline(traceId)).toContain(DECLINED.at(-1)));
    const charges = spansOf(traceId).filter(
      ({ service, name }) => service === 'payments' && name === 'POST charge',
    );
    expect(charges.length).toBeGreaterThan(1);
    for (const { status, attributes } of charges) {
      expect(status).toBe('error');
      expect(attributes).toMatchObject({
        'resilience.dependency': 'psp',
        'resilience.outcome': 'failure',
        'error.type': 'status_503',
        'http.response.status_code': 503,
      });
    }
    const numbers = charges.map(({ attributes }) => Number(attributes['resilience.attempt']));
    expect(Math.max(...numbers)).toBeGreaterThan(1);
    const [root] = outline(traceId);
    expect(root).toBe('orders server POST /api/v1/orders error');
    const line = linesOf('orders', traceId).find(({ msg }) => msg === 'request completed');
    expect(line).toMatchObject({ level: 'error', error_code: answer.body['error_code'] });
  });

  it('shows that an open circuit kept the charge from being sent', async () => {
    const rejected = await eventually(async () => {
      const traceId = traceIdOf(await shop.order('tok_down'));
      await eventually(() => expect(outline(traceId)[0]).toMatch(/^orders server/));
      return spansOf(traceId).find(isRejectedByCircuit) ?? false;
    }, 60_000);
    expect(rejected).toMatchObject({ kind: 'server', status: 'error' });
    const told = system
      .logs(rejected.service)
      .filter(({ msg, to }) => msg === 'circuit is open' && to === 'open');
    expect(told[0]).toMatchObject({ level: 'warn', service: rejected.service });
    const metrics = await (
      await fetch(`${system.url(rejected.service as 'orders' | 'payments')}/metrics`)
    ).text();
    expect(metrics).toMatch(
      /^resilience_circuit_transitions_total\{dependency="\w+",from="closed",to="open"\} \d+$/m,
    );
  }, 90_000);

  it('shows that a page was sent without the part that could not be had', async () => {
    const pid = system.pidOf('recommendations');
    process.kill(pid, 'SIGSTOP');
    try {
      const page = await fetch(`${system.url('stock')}/api/v1/products/P002`);
      expect(await page.json()).toMatchObject({ degraded: ['recommendations'] });
      const traceId = page.headers.get('x-trace-id') ?? 'none';
      await eventually(() => expect(outline(traceId)[0]).toBe('stock server GET /api/v1/products/:id'));
      const spans = spansOf(traceId);
      expect(spans.find(({ kind }) => kind === 'server')?.events).toContainEqual({
        name: 'resilience.fallback',
        attributes: expect.objectContaining({ 'resilience.dependency': 'recommendations' }),
      });
      expect(spans.find(({ name }) => name === 'GET bought_with')).toMatchObject({ status: 'error' });
      const metrics = await (await fetch(`${system.url('stock')}/metrics`)).text();
      expect(metrics).toMatch(/^resilience_fallbacks_total\{dependency="recommendations",.*\} [1-9]/m);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
  });

  it('is continued from whoever asked, whose own name for it comes back', async () => {
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const response = await fetch(`${system.url('stock')}/api/v1/products/P001`, {
      headers: { traceparent: `00-${traceId}-b7ad6b7169203331-01`, 'x-correlation-id': 'my-shop-7' },
    });
    expect(response.headers.get('x-trace-id')).toBe(traceId);
    expect(response.headers.get('x-correlation-id')).toBe('my-shop-7');
    await eventually(() =>
      expect(outline(traceId)).toEqual([
        'stock server GET /api/v1/products/:id',
        '  stock client GET bought_with',
        '    recommendations server GET /api/v1/recommendations/:productId',
      ]),
    );
    expect(linesOf('recommendations', traceId)).toMatchObject([{ correlation_id: 'my-shop-7' }]);
  });
});
