import { eventually } from '@baluarte/testing';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

interface Ask {
  readonly key?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Talks to the service as orders does. */
export class Client {
  constructor(readonly url: string) {}

  async ask(method: string, path: string, { key, body, headers = {} }: Ask = {}): Promise<Answer> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(key !== undefined && { 'idempotency-key': key }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as Answer['body'],
    };
  }

  pay(orderId: string, payment_token: string, key = `key-of-${orderId}`): Promise<Answer> {
    return this.ask('POST', '/api/v1/payments', {
      key,
      body: { order_id: orderId, amount_minor: 1_990, currency: 'EUR', payment_token },
    });
  }

  /** Repeats a payment with its key until it gets an answer of this status. */
  repeat(orderId: string, payment_token: string, status = 201): Promise<Answer> {
    return eventually(async () => {
      const answer = await this.pay(orderId, payment_token);
      if (answer.status !== status) throw new Error(`Answered ${JSON.stringify(answer)}`);
      return answer;
    }, 30_000);
  }

  get(paymentId: unknown): Promise<Answer> {
    return this.ask('GET', `/api/v1/payments/${String(paymentId)}`);
  }

  refund(paymentId: unknown, key: string): Promise<Answer> {
    return this.ask('POST', `/api/v1/payments/${String(paymentId)}/refund`, { key });
  }
}
