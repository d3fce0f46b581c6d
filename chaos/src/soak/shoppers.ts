import { pause, SeededRandom, systemClock } from '@baluarte/chaos';
import type { Shop, OrderAnswer } from '@baluarte/testing';

/** Every test card, the good ones more often. */
const CARDS = [
  ...Array.from({ length: 24 }, () => 'tok_visa'),
  ...['tok_flaky', 'tok_lost', 'tok_rate_limited', 'tok_declined', 'tok_insufficient_funds'],
  ...['tok_slow', 'tok_down', 'tok_garbage', 'tok_hang'],
];
const PRODUCTS = ['P001', 'P002', 'P003'];
/** A customer who got no good answer sends the same order again so often. */
const TRIES = 3;
const PAUSE_MS = 400;
const THINKING_MS = 500;
const CANCELLED_SHARE = 0.1;

/** What customers were told. */
export class Tally {
  readonly counts = new Map<string, number>();

  add(answer: OrderAnswer | undefined): void {
    const key = answer === undefined ? 'no answer' : String(answer.status);
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }
}

/**
 * Customers who place orders at the same time, each with a key of its own, send them again when something went
 * wrong, and change their mind now and then.
 */
export async function shop(
  customer: Shop,
  { orders, atOnce, seed, signal }: { orders: number; atOnce: number; seed: number; signal: AbortSignal },
  onOrder: (placed: number) => void,
): Promise<Tally> {
  const tally = new Tally();
  let next = 0;
  const oneAfterTheOther = async (): Promise<void> => {
    while (next < orders && !signal.aborted) {
      const number = next;
      next += 1;
      tally.add(await placeOne(customer, { number, seed, signal }));
      onOrder(number + 1);
      await pause(systemClock, THINKING_MS, signal);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, oneAfterTheOther));
  return tally;
}

interface Wish {
  readonly number: number;
  readonly seed: number;
  readonly signal: AbortSignal;
}

async function placeOne(customer: Shop, { number, seed, signal }: Wish): Promise<OrderAnswer | undefined> {
  const random = new SeededRandom(seed).fork(`order ${number}`);
  const oneOf = (values: readonly string[]) => values[Math.floor(random.next() * values.length)] ?? '';
  const [card, product] = [oneOf(CARDS), oneOf(PRODUCTS)];
  const key = `soak-${seed}-${number}`;
  let answer: OrderAnswer | undefined;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    if (attempt > 0) await pause(systemClock, PAUSE_MS, signal);
    answer = await orNothing(() => customer.order(card, { key, products: [product] }));
    if (answer !== undefined && answer.status < 500 && answer.status !== 409) break;
  }
  if (answer !== undefined && answer.status < 300 && random.next() < CANCELLED_SHARE)
    await orNothing(() => customer.ask('POST', `/orders/${String(answer?.body['id'])}/cancel`));
  return answer;
}

/** A connection that broke, or an answer that is none. */
async function orNothing(ask: () => Promise<OrderAnswer>): Promise<OrderAnswer | undefined> {
  try {
    return await ask();
  } catch {
    return undefined;
  }
}
