import { faults, FaultServer } from '@baluarte/testing';
import type { Measure } from '../measure.js';

interface Program {
  charge(order: { readonly id: string; readonly amountMinor: number }): Promise<unknown>;
}

/** The processor charges whatever it is asked to, once for each key, and loses its first two answers. */
export const measure: Measure = async ({ program }) => {
  const processor = (await FaultServer.start()).script(
    faults.resetBeforeHeaders(),
    faults.resetBeforeHeaders(),
    faults.respond({ status: 201 }),
  );
  const { charge } = await program<Program>({ 3002: processor.port });
  const told = await charge({ id: 'order-1', amountMinor: 1290 }).then(
    () => 'paid',
    () => 'failed',
  );
  const keys = processor.requests.map(({ headers }, nth) => headers['idempotency-key'] ?? `none-${nth}`);
  return {
    'what the customer is told, after two lost answers': told,
    'requests that the processor got': processor.requests.length,
    'charges that it made': new Set(keys).size,
  };
};
