import type { PeerRequest } from '../peers/fake-peer.js';
import type { Client } from './client.js';
import type { OrdersSystem } from './orders-system.js';

const STEPS = {
  reserve: { peer: 'stock', route: /^PUT / },
  charge: { peer: 'payments', route: /^POST \/payments$/ },
  confirm: { peer: 'stock', route: /\/confirm$/ },
  refund: { peer: 'payments', route: /\/refund$/ },
  release: { peer: 'stock', route: /^DELETE / },
} as const;

type Step = keyof typeof STEPS;

/** What happens to an order, the steps of it that are cut, and where it ends. */
const JOURNEYS = {
  placed: { steps: ['reserve', 'charge', 'confirm'], ends: 'confirmed' },
  declined: { steps: ['charge', 'release'], ends: 'rejected' },
  robbed: { steps: ['confirm', 'refund', 'release'], ends: 'cancelled' },
  cancelled: { steps: ['refund', 'release'], ends: 'cancelled' },
} as const satisfies Record<string, { steps: readonly Step[]; ends: string }>;

export type Journey = keyof typeof JOURNEYS;

/** Before the peer acts; after it acted, while its answer is on its way; before its answer is written down. */
const MOMENTS = ['before', 'after', 'before writing down'] as const;

export interface Reached {
  /** Lets the request that the peer holds go on, if it holds one. */
  letGo(): void;
  /** Unlocks the order, if it was locked. */
  unlock(): void;
}

/** One order, and the moment of its life at which the service is killed. */
export class KillPoint {
  productId = '';
  orderId = '';
  readonly quantity = 2;

  constructor(
    readonly journey: Journey,
    readonly step: Step,
    readonly moment: (typeof MOMENTS)[number],
  ) {}

  static all(): KillPoint[] {
    return (Object.keys(JOURNEYS) as Journey[]).flatMap((journey) =>
      JOURNEYS[journey].steps.flatMap((step) =>
        MOMENTS.map((moment) => new KillPoint(journey, step, moment)),
      ),
    );
  }

  get ends(): string {
    return JOURNEYS[this.journey].ends;
  }

  toString(): string {
    return `${this.moment} the ${this.step} of an order that is ${this.journey}`;
  }

  order(customerId: string) {
    return {
      customer_id: customerId,
      lines: [{ product_id: this.productId, quantity: this.quantity }],
      payment_token: this.journey === 'declined' ? 'tok_declined' : 'tok_visa',
    };
  }

  async prepare(system: OrdersSystem, client: Client, customerId: string): Promise<void> {
    this.productId = system.newProduct();
    if (this.journey === 'robbed') system.stock.rob(this.productId);
    if (this.journey === 'cancelled')
      this.orderId = (await client.place(this.order(customerId), this.productId)).body.id;
  }

  /** Sends the request that will never be answered. */
  send(client: Client, customerId: string): void {
    const request =
      this.journey === 'cancelled'
        ? client.cancel(this.orderId)
        : client.place(this.order(customerId), this.productId);
    request.then(
      ({ status }) => this.unexpected.push(status),
      () => undefined,
    );
  }

  /** Statuses of answers that came all the same. */
  readonly unexpected: number[] = [];

  /** Waits until a request of this order is where it will be cut. */
  async reach(system: OrdersSystem): Promise<Reached> {
    const { peer, route } = STEPS[this.step];
    const isOurs = (request: PeerRequest) =>
      route.test(`${request.method} ${request.path}`) && this.concerns(system, request);
    const held = system[peer].hold(isOurs, this.moment === 'before' ? 'before' : 'after');
    await held.arrived;
    this.orderId ||= system.stock.orderOf(this.productId);
    if (this.moment !== 'before writing down') return { letGo: held.letGo, unlock: () => undefined };
    const unlock = await system.lockOrder(this.orderId);
    held.letGo();
    return { letGo: () => undefined, unlock };
  }

  private concerns({ stock }: OrdersSystem, { path, headers, body }: PeerRequest): boolean {
    const orderId = this.orderId || stock.orderOf(this.productId);
    const text = JSON.stringify([path, headers['idempotency-key'], body]);
    return text.includes(`"${this.productId}"`) || (orderId !== '' && text.includes(orderId));
  }
}
