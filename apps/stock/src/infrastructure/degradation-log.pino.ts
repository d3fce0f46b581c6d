import { Injectable } from '@nestjs/common';
import { AppError } from '@baluarte/errors';
import { PinoLogger } from '@baluarte/observability';
import { DegradationLog } from '../application/ports/degradation-log.js';

@Injectable()
export class PinoDegradationLog extends DegradationLog {
  constructor(private readonly logger: PinoLogger) {
    super();
  }

  degraded(part: 'recommendations', error: unknown): void {
    const code = error instanceof AppError ? error.code : undefined;
    const reason = error instanceof Error ? error.message : String(error);
    this.logger.warn({ degraded: part, error_code: code, reason }, 'page sent without a part of it');
  }
}
