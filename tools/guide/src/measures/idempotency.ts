import { faults, eventually, FaultServer, PostgresServer, type FaultScenario } from '@baluarte/testing';
import type { Measure } from '../measure.js';

interface Order {
  readonly id: string;
  readonly amount: number;
}

interface Program {
  prepare(): Promise<unknown>;
  pay(key: string, order: Order): Promise<unknown>;
}

const ANSWER = faults.respond({ status: 201, body: { state: 'charged' } });

/** What a processor that knows keys has charged for an order: once for each key, and for each request without one. */
function chargesFor({ requests }: FaultServer, id: string): number {
  const keys = requests
    .map(({ body, headers }, nth) => ({
      order: JSON.parse(body.toString()) as Order,
      key: headers['idempotency-key'] ?? nth,
    }))
    .filter(({ order }) => order.id === id)
    .map(({ key }) => key);
  return new Set(keys).size;
}

/** Sends a request twice at once; the processor answers once both have come as far as they can. */
async function twiceAtOnce({ pay }: Program, processor: FaultServer): Promise<void> {
  let answer: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (answer = resolve));
  const slow: FaultScenario = {
    ...ANSWER,
    play: (exchange) => void held.then(() => ANSWER.play(exchange)),
  };
  processor.script(slow);
  let refused = 0;
  const both = [1, 2].map(() => pay('key-1', { id: 'twice', amount: 10 }).catch(() => (refused += 1)));
  await eventually(() => processor.requests.length + refused === 2);
  answer();
  await Promise.all(both);
}

async function afterALostAnswer({ pay }: Program, processor: FaultServer): Promise<void> {
  processor.script(faults.resetBeforeHeaders(), ANSWER);
  const order = { id: 'lost', amount: 10 };
  await pay('key-2', order).catch(() => pay('key-2', order));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? `\`${String(error.code)}\`` : String(error);
}

export const measure: Measure = async ({ program }) => {
  const postgres = await PostgresServer.start();
  const processor = await FaultServer.start();
  const shop = await program<Program>({ 5432: postgres.port, 3005: processor.port });
  await shop.prepare();
  await twiceAtOnce(shop, processor);
  await afterALostAnswer(shop, processor);
  const heard = await shop
    .pay('key-1', { id: 'other', amount: 99 })
    .then(() => 'that it was charged', codeOf);
  const charged = chargesFor(processor, 'other') > 0 ? 'it was' : 'it was not';
  return {
    'charges for an order whose request came twice at once': chargesFor(processor, 'twice'),
    'charges for an order that was repeated after a lost answer': chargesFor(processor, 'lost'),
    'what another order under the same key hears': `${heard}; ${charged}`,
  };
};
