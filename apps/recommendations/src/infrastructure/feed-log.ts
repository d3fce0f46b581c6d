import { Injectable } from '@nestjs/common';
import { AppError } from '@baluarte/errors';
import { PinoLogger } from '@baluarte/observability';

/** Tells of a feed that cannot be read: the 1st, 2nd, 4th, 8th … failure in a row, and when it is back. */
@Injectable()
export class FeedLog {
  constructor(private readonly logger: PinoLogger) {
    this.logger.setContext('feed');
  }

  failed(error: unknown, failuresInARow: number): void {
    if (!Number.isInteger(Math.log2(failuresInARow))) return;
    this.logger.warn(
      {
        ...(error instanceof AppError && { error_code: error.code }),
        reason: error instanceof Error ? error.message : String(error),
        failures_in_a_row: failuresInARow,
      },
      'feed of orders could not be taken in; recommendations go on as they are',
    );
  }

  isBack(failuresInARow: number): void {
    this.logger.info({ failures_in_a_row: failuresInARow }, 'feed of orders is back');
  }
}
