import { runInScope } from '@baluarte/resilience';
import { eventually, faults, FaultServer, type Exchange } from '@baluarte/testing';
import type { Measure } from '../measure.js';

interface Program {
  placeOrder(order: { readonly id: string; readonly amountMinor: number }): Promise<unknown>;
}

const CUSTOMERS = 10;
const PATIENCE_MS = 2_000;

/** Places orders in the scope that the interceptor makes for a request. */
function customers(placeOrder: Program['placeOrder'], scope: () => Parameters<typeof runInScope>[0]) {
  const orders = Array.from({ length: CUSTOMERS }, (_, nth) => ({ id: `order-${nth}`, amountMinor: 1290 }));
  return Promise.allSettled(orders.map((order) => runInScope(scope(), () => placeOrder(order))));
}

export const measure: Measure = async ({ program }) => {
  const held: Exchange[] = [];
  const stock = (await FaultServer.start()).script({
    reads: 'everything',
    play: (exchange) => void held.push(exchange),
  });
  const payments = await FaultServer.start();
  const { placeOrder } = await program<Program>({ 3003: stock.port, 3002: payments.port });
  const abandoned = () => stock.requests.filter((request) => request.abandoned).length;

  const customer = new AbortController();
  const leaving = customers(placeOrder, () => ({ signal: customer.signal }));
  await eventually(() => stock.requests.length >= CUSTOMERS);
  customer.abort();
  await eventually(() => abandoned() === CUSTOMERS, PATIENCE_MS).catch(() => undefined);
  const ended = abandoned();
  stock.script(faults.respond());
  for (const { response } of held) response.end();
  await leaving;
  const charges = payments.requests.length;

  const before = stock.requests.length;
  await customers(placeOrder, () => ({ endsAt: performance.now() - 1 }));
  return {
    'reservations that end when their customer leaves, of 10': ended,
    'charges begun for customers who have left': charges,
    'reservations begun for customers whose time is over': stock.requests.length - before,
  };
};
