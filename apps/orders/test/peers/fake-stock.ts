import { errorBody, FakePeer, type PeerAnswer, type PeerRequest } from './fake-peer.js';

interface Line {
  readonly product_id: string;
  readonly quantity: number;
}

interface Reservation {
  readonly lines: readonly Line[];
  readonly state: 'held' | 'confirmed' | 'released';
}

interface Product {
  readonly price: number;
  available: number;
  readonly currency?: string;
}

const PATH = /^\/reservations\/([^/]+)(\/confirm)?$/;

/** A stock service that counts its pieces. */
export class FakeStock extends FakePeer {
  readonly reservations = new Map<string, Reservation>();
  readonly #robbed = new Set<string>();

  constructor(readonly products: Map<string, Product>) {
    super();
  }

  /** How many pieces are held for orders or were sold to them. */
  taken(productId: string, state: 'held' | 'confirmed'): number {
    return [...this.reservations.values()]
      .filter((reservation) => reservation.state === state)
      .flatMap(({ lines }) => lines)
      .filter((line) => line.product_id === productId)
      .reduce((sum, { quantity }) => sum + quantity, 0);
  }

  /** The pieces on the shelf, held and sold: what must never change. */
  total(productId: string): number {
    return (
      this.product(productId).available + this.taken(productId, 'held') + this.taken(productId, 'confirmed')
    );
  }

  /** Loses every reservation of a product at the moment it should be confirmed. */
  rob(productId: string): void {
    this.#robbed.add(productId);
  }

  /** The first order that asked for a product; empty if none did. */
  orderOf(productId: string): string {
    const asked = this.requests.find((request) =>
      JSON.stringify(request.body ?? '').includes(`"${productId}"`),
    );
    return asked?.path.split('/')[2] ?? '';
  }

  product(productId: string): Product {
    const product = this.products.get(productId);
    if (product === undefined) throw new Error(`No product ${productId} in the fake stock.`);
    return product;
  }

  protected act({ method, path, body }: PeerRequest): PeerAnswer {
    const [, orderId = '', confirm] = PATH.exec(path) ?? [];
    if (method === 'PUT') return this.#reserve(orderId, (body as { lines: Line[] }).lines);
    if (method === 'DELETE') return this.#release(orderId);
    if (method === 'POST' && confirm) return this.#confirm(orderId);
    return { status: 404, body: errorBody('ROUTE_NOT_FOUND', `No ${method} ${path}.`) };
  }

  #reserve(orderId: string, lines: readonly Line[]): PeerAnswer {
    const known = this.reservations.get(orderId);
    if (known !== undefined && known.state !== 'held') return conflict(orderId, known.state);
    if (known !== undefined) return this.#answer(orderId, known);
    for (const { product_id, quantity } of lines) {
      const product = this.products.get(product_id);
      if (product === undefined)
        return { status: 404, body: errorBody('PRODUCT_NOT_FOUND', 'No such product.', { product_id }) };
      if (product.available < quantity)
        return {
          status: 409,
          body: errorBody('INSUFFICIENT_STOCK', 'Not enough.', {
            product_id,
            requested: quantity,
            available: product.available,
          }),
        };
    }
    const [left, right] = new Set(lines.map((line) => this.product(line.product_id).currency ?? 'EUR'));
    if (right !== undefined)
      return { status: 409, body: errorBody('CURRENCY_MISMATCH', 'Two currencies.', { left, right }) };
    for (const { product_id, quantity } of lines) this.product(product_id).available -= quantity;
    return this.#keep(orderId, { lines, state: 'held' });
  }

  #confirm(orderId: string): PeerAnswer {
    const known = this.reservations.get(orderId);
    if (known === undefined)
      return { status: 404, body: errorBody('RESERVATION_NOT_FOUND', 'Nothing is reserved.') };
    if (known.lines.some(({ product_id }) => this.#robbed.has(product_id))) this.#release(orderId);
    const { state } = this.reservations.get(orderId) ?? known;
    return state === 'released'
      ? conflict(orderId, state)
      : this.#keep(orderId, { ...known, state: 'confirmed' });
  }

  #release(orderId: string): PeerAnswer {
    const known = this.reservations.get(orderId) ?? { lines: [], state: 'released' };
    if (known.state !== 'released')
      for (const { product_id, quantity } of known.lines) this.product(product_id).available += quantity;
    return this.#keep(orderId, { ...known, state: 'released' });
  }

  #keep(orderId: string, reservation: Reservation): PeerAnswer {
    this.reservations.set(orderId, reservation);
    return this.#answer(orderId, reservation);
  }

  #answer(orderId: string, { lines, state }: Reservation): PeerAnswer {
    const priced = lines.map((line) => ({ ...line, unit_price_minor: this.product(line.product_id).price }));
    const currencies = lines.map((line) => this.product(line.product_id).currency ?? 'EUR');
    return {
      status: 200,
      body: {
        order_id: orderId,
        state,
        lines: priced,
        amount_minor: priced.reduce((sum, line) => sum + line.quantity * line.unit_price_minor, 0),
        currency: currencies[0] ?? null,
      },
    };
  }
}

function conflict(orderId: string, state: string): PeerAnswer {
  return {
    status: 409,
    body: errorBody('RESERVATION_CONFLICT', `Reservation is ${state}.`, { order_id: orderId, state }),
  };
}
