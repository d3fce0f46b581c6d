import { randomUUID } from 'node:crypto';
import { eventually } from '../eventually.js';
import { read, request, type Answer } from '../http.js';
import { expect, urlOf, type SystemUnderCheck } from '../system-under-check.js';

const ORDERS = 10;
/** The circuit opens for 5 s, and a failing proxy may have opened it. */
const RECOVERY_MS = 60_000;

/** An order of somebody who exists. */
export interface Buyer {
  readonly order: (paymentToken: string) => Promise<Answer>;
}

/**
 * Places orders, refuses a card, and lets the edge from orders to payments fail and come back.
 *
 * @returns the trace id of a confirmed order
 */
export async function checkOrders(system: SystemUnderCheck): Promise<string> {
  const buyer = await register(system);
  let traceId = '';
  for (let count = 0; count < ORDERS; count += 1) {
    const answer = await buyer.order('tok_visa');
    expect(isConfirmed(answer), `An order was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    traceId = answer.headers.get('x-trace-id') ?? '';
  }
  const declined = await buyer.order('tok_declined');
  expect(declined.status === 402, `A declined card was answered ${declined.status}, not 402.`);
  system.say(`${ORDERS} orders confirmed, one card declined; the trace of the last order is ${traceId}`);
  await checkProxy(system, buyer);
  return traceId;
}

async function register(system: SystemUnderCheck): Promise<Buyer> {
  const orders = `${urlOf(system, 'ORDERS_PORT')}/api/v1`;
  const { id } = await read<{ id: string }>(`${orders}/customers`, system.signal, {
    method: 'POST',
    body: { email: `${randomUUID()}@example.com`, name: 'Ana' },
  });
  const lines = [{ product_id: 'P001', quantity: 1 }];
  return {
    order: (payment_token) =>
      request(`${orders}/orders`, system.signal, {
        method: 'POST',
        headers: { 'idempotency-key': randomUUID() },
        body: { customer_id: id, lines, payment_token },
      }),
  };
}

async function checkProxy(system: SystemUnderCheck, buyer: Buyer): Promise<void> {
  const proxy = `${urlOf(system, 'TOXIPROXY_PORT')}/proxies/orders_payments`;
  const enable = (enabled: boolean) => read(proxy, system.signal, { method: 'POST', body: { enabled } });
  await enable(false);
  const refused = await buyer.order('tok_visa');
  await enable(true);
  expect(
    refused.status === 503 && codeOf(refused) === 'PAYMENT_SERVICE_UNAVAILABLE',
    `With orders_payments down an order was answered ${refused.status}: ${JSON.stringify(refused.body)}`,
  );
  await eventually('an order after the proxy is back', RECOVERY_MS, system.signal, async () =>
    isConfirmed(await buyer.order('tok_visa')) ? true : undefined,
  );
  system.say('orders_payments down: 503 PAYMENT_SERVICE_UNAVAILABLE; back up: confirmed again');
}

function isConfirmed({ status, body }: Answer): boolean {
  return status === 201 && (body as { state?: unknown }).state === 'confirmed';
}

function codeOf({ body }: Answer): unknown {
  return (body as { error_code?: unknown }).error_code;
}
