import { randomUUID } from 'node:crypto';
import type { RunningSystem } from './running-system.js';

export interface OrderAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A customer of the system. */
export class Shop {
  private constructor(
    private readonly system: RunningSystem,
    readonly customerId: string,
  ) {}

  static async open(system: RunningSystem): Promise<Shop> {
    const response = await fetch(`${system.url('orders')}/api/v1/customers`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: `${randomUUID()}@example.com`, name: 'Ana' }),
    });
    const { id } = (await response.json()) as { id: string };
    return new Shop(system, id);
  }

  async order(
    paymentToken: string,
    { key = randomUUID() as string, products = ['P001'] } = {},
  ): Promise<OrderAnswer> {
    return this.ask('POST', '/orders', {
      key,
      body: {
        customer_id: this.customerId,
        lines: products.map((product_id) => ({ product_id, quantity: 1 })),
        payment_token: paymentToken,
      },
    });
  }

  async ask(
    method: string,
    path: string,
    { key, body }: { key?: string; body?: unknown } = {},
  ): Promise<OrderAnswer> {
    const response = await fetch(`${this.system.url('orders')}/api/v1${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as OrderAnswer['body'],
    };
  }
}
