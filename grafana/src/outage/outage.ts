import { setTimeout as sleep } from 'node:timers/promises';
import { Shop, type RunningSystem } from '@baluarte/testing';

/** A service that Prometheus scrapes and the port that is its own. */
const SCRAPED = {
  orders: 'orders',
  payments: 'payments',
  stock: 'stock',
  recommendations: 'recommendations',
  psp: 'psp-simulator',
} as const;

/** Cards as a shop sees them: most are good, some are declined. */
export const USUAL_CARDS = ['tok_visa', 'tok_visa', 'tok_visa', 'tok_visa', 'tok_declined'] as const;
/** The same, with some that the card processor fails at twice before it takes them. */
export const TROUBLESOME_CARDS = [
  'tok_visa',
  'tok_visa',
  'tok_flaky',
  'tok_visa',
  'tok_declined',
  'tok_visa',
  'tok_visa',
  'tok_visa',
] as const;
const ORDER_EVERY_MS = 250;
const PAGE_EVERY_MS = 100;

/** Where the metrics of every service of a running system are. */
export function scrapeTargets(system: RunningSystem) {
  return (Object.keys(SCRAPED) as (keyof typeof SCRAPED)[]).map((name) => ({
    address: new URL(system.url(name)).host,
    service: SCRAPED[name],
  }));
}

/** Customers of a running system who look and buy all the time, whatever comes back. */
export class Customers {
  private readonly leaving = new AbortController();
  private readonly underWay = new Set<Promise<unknown>>();
  private readonly doors: Promise<void>[];

  private constructor(
    private readonly system: RunningSystem,
    private readonly shop: Shop,
    cards: readonly string[],
  ) {
    this.doors = [
      this.every(ORDER_EVERY_MS, (turn) => this.shop.order(cards[turn % cards.length] ?? 'tok_visa')),
      this.every(PAGE_EVERY_MS, () => this.look('/products/P001')),
      this.every(1_000, () => this.look('/products/NONE')),
      this.every(1_000, () => this.shop.ask('POST', '/orders', { key: 'x', body: {} })),
    ];
  }

  /** @param cards test cards, used in turn */
  static async come(system: RunningSystem, cards: readonly string[]): Promise<Customers> {
    return new Customers(system, await Shop.open(system), cards);
  }

  /** One order that the card processor never answers: its outcome is found out by the recovery worker. */
  async orderWithoutAnswer(): Promise<void> {
    await this.shop.order('tok_hang');
  }

  async leave(): Promise<void> {
    this.leaving.abort();
    await Promise.all(this.doors);
    await Promise.allSettled(this.underWay);
  }

  private async every(periodMs: number, act: (turn: number) => Promise<unknown>): Promise<void> {
    for (let turn = 0; !this.leaving.signal.aborted; turn++) {
      const action = act(turn).catch(() => undefined);
      this.underWay.add(action);
      void action.finally(() => this.underWay.delete(action));
      await sleep(periodMs);
    }
  }

  private async look(path: string): Promise<void> {
    const response = await fetch(`${this.system.url('stock')}/api/v1${path}`, {
      signal: AbortSignal.timeout(10_000),
    });
    await response.arrayBuffer();
  }
}

/** Takes an edge away for a while. @param proxy its name, `orders_payments` */
export async function cut(system: RunningSystem, proxy: string, forMs: number): Promise<void> {
  await set(system, proxy, false);
  await sleep(forMs);
  await set(system, proxy, true);
}

/** Lets an edge answer later for a while. @param proxy its name, `payments_psp` */
export async function slow(
  system: RunningSystem,
  proxy: string,
  { latencyMs, forMs }: { readonly latencyMs: number; readonly forMs: number },
): Promise<void> {
  const toxic = { name: 'slow', type: 'latency', attributes: { latency: latencyMs } };
  await ask(system, 'POST', `${proxy}/toxics`, toxic);
  await sleep(forMs);
  await ask(system, 'DELETE', `${proxy}/toxics/slow`);
}

const set = (system: RunningSystem, proxy: string, enabled: boolean) =>
  ask(system, 'POST', proxy, { enabled });

async function ask(
  system: RunningSystem,
  method: 'POST' | 'DELETE',
  path: string,
  body: object = {},
): Promise<void> {
  const response = await fetch(`${system.faultProxyUrl}/proxies/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(5_000),
  });
  if (!response.ok) throw new Error(`The fault proxy answered ${response.status} for ${path}.`);
}

/** All that can go wrong, one after the other, so that every series there is comes into being. */
export async function goThroughAnOutage(system: RunningSystem, customers: Customers): Promise<void> {
  const unanswered = customers.orderWithoutAnswer();
  await sleep(8_000);
  await cut(system, 'orders_payments', 15_000);
  await cut(system, 'stock_recommendations', 10_000);
  process.kill(system.pidOf('recommendations'), 'SIGKILL');
  await sleep(15_000);
  await unanswered;
}
