import { Injectable } from '@nestjs/common';
import { AppError } from '@baluarte/errors';
import { PinoLogger, runWithContext } from '@baluarte/observability';
import type { OpenPayment } from '../application/ports/payments.js';
import { ResolutionLog } from '../application/ports/resolution-log.js';
import type { Payment } from '../domain/payment.js';

/** Log lines; they never hold more of a payment than its ids and its state. */
@Injectable()
export class PinoResolutionLog extends ResolutionLog {
  constructor(private readonly logger: PinoLogger) {
    super();
    this.logger.setContext('resolution');
  }

  resolving<Result>({ trace }: OpenPayment, work: () => Promise<Result>): Promise<Result> {
    return runWithContext({ operation: 'resolve payment', continues: trace }, work);
  }

  resolved(payment: Payment): void {
    this.logger.info(fieldsOf(payment), 'payment resolved');
  }

  failed(payment: Payment | null, error: unknown): void {
    this.logger.warn(
      {
        ...(payment && fieldsOf(payment)),
        ...(error instanceof AppError && { error_code: error.code }),
        err: error,
      },
      payment === null ? 'payments could not be looked for' : 'payment could not be resolved yet',
    );
  }
}

function fieldsOf({ facts }: Payment): Record<string, unknown> {
  return { payment_id: facts.id, order_id: facts.orderId, state: facts.state };
}
