import { Injectable } from '@nestjs/common';
import { AppError } from '@baluarte/errors';
import { PinoLogger } from '@baluarte/observability';
import { ResolutionLog } from '../application/ports/resolution-log.js';
import type { Payment } from '../domain/payment.js';

@Injectable()
export class PinoResolutionLog extends ResolutionLog {
  constructor(private readonly logger: PinoLogger) {
    super();
  }

  resolved({ facts }: Payment): void {
    this.logger.info(
      { payment_id: facts.id, order_id: facts.orderId, state: facts.state },
      'payment resolved',
    );
  }

  failed(payment: Payment | null, error: unknown): void {
    const code = error instanceof AppError ? error.code : undefined;
    this.logger.warn(
      { payment_id: payment?.facts.id, error_code: code, err: error },
      'payment could not be resolved yet',
    );
  }
}
