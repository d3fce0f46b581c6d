import { InvalidDataError } from '@baluarte/errors';

export class InvalidDeliveryWindowError extends InvalidDataError {
  readonly code = 'INVALID_DELIVERY_WINDOW';

  constructor(rule: string, from: Date, to: Date) {
    super(`The delivery window ${from.toISOString()} to ${to.toISOString()} is impossible: it ${rule}.`, {
      context: { from: from.toISOString(), to: to.toISOString() },
    });
  }
}
