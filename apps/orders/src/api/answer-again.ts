import type { StoredAnswer } from '@baluarte/idempotency';
import type { OrderView } from '../application/order-view.js';
import { OrderRejectedError } from '../domain/order.errors.js';

/** What Express and Fastify have in common. */
export interface Reply {
  status(code: number): unknown;
  header(name: string, value: string): unknown;
}

interface StoredRefusal {
  readonly error_code: string;
  readonly message: string;
  readonly context: Readonly<Record<string, unknown>>;
}

/**
 * Gives the answer that the same request got before, and says so in a header. A refusal is thrown once
 * more, so that its body is of this request: its trace, its time, the format that it accepts.
 */
export function answerAgain(reply: Reply, { status, body }: StoredAnswer): OrderView {
  reply.header('Idempotency-Replayed', 'true');
  if (status >= 400) {
    const { error_code: code, message, context } = body as StoredRefusal;
    throw new OrderRejectedError({ code, message, context });
  }
  reply.status(status);
  return body as OrderView;
}
