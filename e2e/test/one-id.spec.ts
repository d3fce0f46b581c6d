import { randomUUID } from 'node:crypto';
import { eventually, OtlpCollector, RunningSystem, Shop } from '@baluarte/testing';
import { LAUNCHER } from '../src/launcher.js';

type Counted = 'orders' | 'payments' | 'stock';

/** Something that goes wrong, and what must be found everywhere by the id of the answer. */
interface Fault {
  readonly what: string;
  readonly path: string;
  readonly method?: string;
  readonly token?: string;
  readonly order?: object;
  readonly key?: string | null;
  readonly body?: string;
  readonly answer: { readonly status: number; readonly code: string };
  readonly level: 'info' | 'warn' | 'error';
  /** Who answered an error under this id, and how often by which code. */
  readonly errors: Readonly<Partial<Record<Counted, string>>>;
}

const ORDERS = '/orders';
const declined = { status: 402, code: 'CARD_DECLINED' };
const funds = { status: 402, code: 'INSUFFICIENT_FUNDS' };

const FAULTS: readonly Fault[] = [
  {
    what: 'a declined card',
    path: ORDERS,
    token: 'tok_declined',
    answer: declined,
    level: 'warn',
    errors: { orders: declined.code, payments: declined.code },
  },
  {
    what: 'a card without funds',
    path: ORDERS,
    token: 'tok_insufficient_funds',
    answer: funds,
    level: 'warn',
    errors: { orders: funds.code, payments: funds.code },
  },
  {
    what: 'too little stock',
    path: ORDERS,
    order: { lines: [{ product_id: 'P009', quantity: 500 }] },
    answer: { status: 409, code: 'INSUFFICIENT_STOCK' },
    level: 'warn',
    errors: { orders: 'INSUFFICIENT_STOCK', stock: 'INSUFFICIENT_STOCK' },
  },
  {
    what: 'a product that does not exist',
    path: ORDERS,
    order: { lines: [{ product_id: 'P999', quantity: 1 }] },
    answer: { status: 404, code: 'PRODUCT_NOT_FOUND' },
    level: 'info',
    errors: { orders: 'PRODUCT_NOT_FOUND', stock: 'PRODUCT_NOT_FOUND' },
  },
  {
    what: 'an order without lines',
    path: ORDERS,
    order: { lines: [] },
    answer: { status: 422, code: 'VALIDATION_FAILED' },
    level: 'info',
    errors: { orders: 'VALIDATION_FAILED' },
  },
  {
    what: 'broken JSON',
    path: ORDERS,
    body: '{',
    answer: { status: 422, code: 'MALFORMED_JSON' },
    level: 'info',
    errors: { orders: 'MALFORMED_JSON' },
  },
  {
    what: 'a missing Idempotency-Key',
    path: ORDERS,
    key: null,
    answer: { status: 400, code: 'IDEMPOTENCY_KEY_REQUIRED' },
    level: 'info',
    errors: { orders: 'IDEMPOTENCY_KEY_REQUIRED' },
  },
  {
    what: 'an order that does not exist',
    path: '/orders/01a20dc3-44b9-7598-8057-d54a581dc9e4',
    method: 'GET',
    answer: { status: 404, code: 'ORDER_NOT_FOUND' },
    level: 'info',
    errors: { orders: 'ORDER_NOT_FOUND' },
  },
  {
    what: 'a route that does not exist',
    path: '/nowhere',
    method: 'GET',
    answer: { status: 404, code: 'ROUTE_NOT_FOUND' },
    level: 'info',
    errors: { orders: 'ROUTE_NOT_FOUND' },
  },
  {
    what: 'a body that is too large',
    path: ORDERS,
    body: JSON.stringify({ padding: 'x'.repeat(200_000) }),
    answer: { status: 413, code: 'PAYLOAD_TOO_LARGE' },
    level: 'info',
    errors: { orders: 'PAYLOAD_TOO_LARGE' },
  },
  {
    what: 'a card processor that is down',
    path: ORDERS,
    token: 'tok_down',
    answer: { status: 503, code: 'PAYMENT_SERVICE_UNAVAILABLE' },
    level: 'error',
    errors: { orders: 'PAYMENT_SERVICE_UNAVAILABLE' },
  },
];

describe('one id leads everywhere', () => {
  let collector: OtlpCollector;
  let system: RunningSystem;
  let shop: Shop;

  beforeAll(async () => {
    collector = await OtlpCollector.start();
    system = await RunningSystem.start(LAUNCHER, 3_600, {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_BSP_SCHEDULE_DELAY: '100',
    });
    shop = await Shop.open(system);
  });

  afterAll(async () => {
    await system.stop();
    await collector.stop();
  });

  function cause({ path, method = 'POST', token = 'tok_visa', order, key, body }: Fault): Promise<Response> {
    const plain = {
      customer_id: shop.customerId,
      lines: [{ product_id: 'P001', quantity: 1 }],
      payment_token: token,
    };
    return fetch(`${system.url('orders')}/api/v1${path}`, {
      method,
      headers: {
        ...(method === 'POST' && { 'content-type': 'application/json' }),
        ...(key !== null && { 'idempotency-key': randomUUID() }),
      },
      ...(method === 'POST' && { body: body ?? JSON.stringify({ ...plain, ...order }) }),
    });
  }

  const countOf = async (service: Counted, code: string): Promise<number> => {
    const text = await (await fetch(`${system.url(service)}/metrics`)).text();
    return [...text.matchAll(/^app_errors_total\{([^}]*)\} (\d+)$/gm)]
      .filter(([, labels]) => labels?.includes(`error_code="${code}"`))
      .reduce((sum, [, , count]) => sum + Number(count), 0);
  };
  const counts = (errors: Fault['errors']) =>
    Promise.all(
      Object.entries(errors).map(async ([service, code]) => [
        service,
        await countOf(service as Counted, code),
      ]),
    ).then((entries) => Object.fromEntries(entries) as Record<string, number>);

  it.each(FAULTS.map((fault) => [fault.what, fault] as const))('from %s', async (_what, fault) => {
    const { answer, level, errors } = fault;
    const before = await counts(errors);
    const response = await cause(fault);
    const body = (await response.json()) as Record<string, unknown>;
    expect(body).toMatchObject({ error_code: answer.code, status_code: answer.status });
    expect(response.status).toBe(answer.status);
    const traceId = String(body['trace_id']);
    expect(response.headers.get('x-trace-id')).toBe(traceId);

    for (const [service, code] of Object.entries(errors)) {
      const lines = await eventually(() => {
        const found = system
          .logs(service)
          .filter(
            ({ trace_id, msg, status }) =>
              trace_id === traceId && msg === 'request completed' && Number(status) >= 400,
          );
        return found.length > 0 && found;
      });
      expect(lines).toMatchObject([{ level, error_code: code, service }]);
      const span = await eventually(
        () =>
          collector
            .trace(traceId)
            .find(
              (each) =>
                each.service === service && each.kind === 'server' && 'app.error_code' in each.attributes,
            ) ?? false,
      );
      expect(span.attributes['app.error_code']).toBe(code);
      expect(span.status).toBe(answer.status >= 500 ? 'error' : 'unset');
    }
    const after = await counts(errors);
    for (const [service, count] of Object.entries(before)) expect(after[service]).toBe(count + 1);
  });
});
