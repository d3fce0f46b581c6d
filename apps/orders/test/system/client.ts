import { randomUUID } from 'node:crypto';

export interface Answer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

export interface OrderBody {
  readonly id: string;
  readonly customer_id: string;
  readonly state: string;
  readonly lines: readonly { product_id: string; quantity: number; unit_price_minor: number | null }[];
  readonly amount_minor: number | null;
  readonly payment_id: string | null;
  readonly rejection: { error_code: string; message: string } | null;
}

export interface ErrorBody {
  readonly trace_id: string;
  readonly error_code: string;
  readonly message: string;
  readonly status_code: number;
  readonly service_name: string;
  readonly context?: Record<string, unknown>;
}

export interface NewOrder {
  readonly customer_id: string;
  readonly lines: readonly { product_id: string; quantity: number }[];
  readonly payment_token: string;
  readonly delivery_window?: { from: string; to: string };
}

/** What a client of the service does, over HTTP. */
export class Client {
  constructor(readonly url: string) {}

  async send<Body = Record<string, unknown>>(
    method: string,
    path: string,
    { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answer<Body>> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(20_000),
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as Body };
  }

  get<Body = Record<string, unknown>>(path: string): Promise<Answer<Body>> {
    return this.send<Body>('GET', path);
  }

  place<Body = OrderBody>(order: NewOrder, key: string = randomUUID()): Promise<Answer<Body>> {
    return this.send<Body>('POST', '/orders', { body: order, headers: { 'idempotency-key': key } });
  }

  cancel<Body = OrderBody>(orderId: string): Promise<Answer<Body>> {
    return this.send<Body>('POST', `/orders/${orderId}/cancel`);
  }

  async order(orderId: string): Promise<OrderBody> {
    return (await this.get<OrderBody>(`/orders/${orderId}`)).body;
  }

  async newCustomer(): Promise<string> {
    const { body } = await this.send<{ id: string }>('POST', '/customers', {
      body: { email: `${randomUUID()}@example.org`, name: 'Ada Lovelace' },
    });
    return body.id;
  }
}
