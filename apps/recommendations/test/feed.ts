import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Event {
  readonly position: number;
  readonly type: string;
  readonly lines: readonly { readonly product_id: string }[];
}

/** Answers in the place of the feed. */
export type Misbehaviour = (request: IncomingMessage, response: ServerResponse) => void;

/** The orders service, as far as its feed goes. */
export class Feed {
  readonly #events: Event[] = [];
  readonly #server: Server = createServer((request, response) => this.answer(request, response));
  /** How often it was asked. */
  reads = 0;
  /** What it was asked with, newest last. */
  readonly headers: IncomingMessage['headers'][] = [];
  misbehaviour: Misbehaviour | undefined;
  /** Tells the same events again, as one whose readers may read twice does. */
  overlap = 0;

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  add(type: string, ...products: string[]): void {
    const lines = products.map((product_id) => ({ product_id }));
    this.#events.push({ position: this.#events.length + 1, type, lines });
  }

  /** As many orders for the same products. */
  addOrders(count: number, ...products: string[]): void {
    for (let order = 0; order < count; order += 1) this.add('order.confirmed', ...products);
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    this.reads += 1;
    this.headers.push(request.headers);
    if (this.misbehaviour) return this.misbehaviour(request, response);
    const query = new URL(request.url ?? '', 'http://feed').searchParams;
    const asked = query.get('after');
    const after = asked === null ? 0 : Number(asked.replace('cursor-', ''));
    const from = Math.max(0, after - this.overlap);
    const items = this.#events.slice(from, from + Number(query.get('limit')));
    const last = Math.max(after, items.at(-1)?.position ?? 0);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ items, next_cursor: `cursor-${last}` }));
  }
}
