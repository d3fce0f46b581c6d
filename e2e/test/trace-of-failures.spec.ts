import { eventually, type CollectedSpan } from '@baluarte/testing';
import { TracedSystem, traceIdOf } from '../src/traced-system.js';

const isRejectedByCircuit = ({ events }: CollectedSpan): boolean =>
  events.some(
    ({ name, attributes }) =>
      name === 'resilience.rejection' && attributes['resilience.rejected_by'] === 'circuit',
  );

describe('the trace of a failure', () => {
  let traced: TracedSystem;
  beforeAll(async () => {
    traced = await TracedSystem.start(4_500);
  });
  afterAll(() => traced.stop());

  it('shows every attempt at a processor that is down, and marks who failed', async () => {
    const answer = await traced.shop.order('tok_down');
    const traceId = traceIdOf(answer);
    expect(answer).toMatchObject({ status: 503, body: { trace_id: traceId } });
    await eventually(() => {
      const outline = traced.outline(traceId);
      expect(outline[0]).toBe('orders server POST /api/v1/orders error');
      expect(outline.at(-1)).toMatch(/^ {6}stock server DELETE/);
    });
    expect(traced.spansOf(traceId).find(({ name }) => name === 'saga charge_payment')).toMatchObject({
      service: 'orders',
      status: 'error',
      attributes: { 'error.type': answer.body['error_code'], 'order.state': 'stock_reserved' },
    });
    const charges = traced
      .spansOf(traceId)
      .filter(({ service, name }) => service === 'payments' && name === 'POST charge');
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
    const line = await eventually(
      () => traced.linesOf('orders', traceId).find(({ msg }) => msg === 'request completed') ?? false,
    );
    expect(line).toMatchObject({ level: 'error', error_code: answer.body['error_code'] });
  });

  it('shows that an open circuit kept the charge from being sent', async () => {
    const rejected = await eventually(async () => {
      const traceId = traceIdOf(await traced.shop.order('tok_down'));
      await eventually(() => expect(traced.outline(traceId)[0]).toMatch(/^orders server/));
      return traced.spansOf(traceId).find(isRejectedByCircuit) ?? false;
    }, 60_000);
    expect(rejected).toMatchObject({
      kind: rejected.service === 'orders' ? 'internal' : 'server',
      status: 'error',
    });
    const told = traced.system
      .logs(rejected.service)
      .filter(({ msg, to }) => msg === 'circuit is open' && to === 'open');
    expect(told[0]).toMatchObject({ level: 'warn', service: rejected.service });
    const metrics = await traced.metricsOf(rejected.service as 'orders' | 'payments');
    expect(metrics).toMatch(
      /^resilience_circuit_transitions_total\{dependency="\w+",from="closed",to="open"\} \d+$/m,
    );
  }, 90_000);

  it('shows that a page was sent without the part that could not be had', async () => {
    const pid = traced.system.pidOf('recommendations');
    process.kill(pid, 'SIGSTOP');
    try {
      const page = await fetch(`${traced.system.url('stock')}/api/v1/products/P002`);
      expect(await page.json()).toMatchObject({ degraded: ['recommendations'] });
      const traceId = page.headers.get('x-trace-id') ?? 'none';
      await eventually(() =>
        expect(traced.outline(traceId)[0]).toBe('stock server GET /api/v1/products/:id'),
      );
      const spans = traced.spansOf(traceId);
      expect(spans.find(({ kind }) => kind === 'server')?.events).toContainEqual({
        name: 'resilience.fallback',
        attributes: expect.objectContaining({ 'resilience.dependency': 'recommendations' }),
      });
      expect(spans.find(({ name }) => name === 'GET bought_with')).toMatchObject({ status: 'error' });
      const metrics = await traced.metricsOf('stock');
      expect(metrics).toMatch(/^resilience_fallbacks_total\{dependency="recommendations",.*\} [1-9]/m);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
  });
});
