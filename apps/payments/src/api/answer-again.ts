import { BusinessError, KINDS, standardCatalogue, type ErrorContext, type ErrorKind } from '@baluarte/errors';
import type { StoredAnswer } from '@baluarte/idempotency';
import type { PaymentView } from '../application/payment-view.js';

/** What Express and Fastify have in common. */
export interface Reply {
  status(code: number): unknown;
  header(name: string, value: string): unknown;
}

/** A refusal that the same request got before. */
class RefusedBeforeError extends BusinessError {
  readonly kind: ErrorKind;

  constructor(
    readonly code: string,
    message: string,
    context: ErrorContext,
  ) {
    super(message, { context });
    this.kind = standardCatalogue.get(code)?.kind ?? 'business_rule';
  }
}

/**
 * Gives the answer that the same request got before, and says so in a header. A refusal is thrown once
 * more, so that its body is of this request: its trace, its time, the format that it accepts.
 */
export function answerAgain(reply: Reply, { status, body }: StoredAnswer): PaymentView {
  reply.header('Idempotency-Replayed', 'true');
  if (status >= KINDS.validation_meaning.status) {
    const refusal = body as {
      readonly error_code: string;
      readonly message: string;
      readonly context: ErrorContext;
    };
    throw new RefusedBeforeError(refusal.error_code, refusal.message, refusal.context);
  }
  reply.status(status);
  return body as PaymentView;
}
