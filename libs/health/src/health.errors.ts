import { ShuttingDownError, TechnicalError } from '@baluarte/errors';

/** The signature of `http-errors`, so that Nest's own filter answers 503 where no `ErrorsModule` is installed. */
const UNAVAILABLE = { status: 503, statusCode: 503, expose: false } as const;

/** Something that the service can do nothing without is down. */
export class ServiceUnhealthyError extends TechnicalError {
  readonly code = 'SERVICE_UNHEALTHY';
  readonly kind = 'overload';

  constructor(down: readonly string[], details: Readonly<Record<string, unknown>>) {
    super(`Down, and the service can do nothing without: ${down.join(', ')}.`, {
      context: { status: 'error', details },
    });
    Object.assign(this, UNAVAILABLE);
  }
}

/** The service got a signal to end. */
export class DrainingError extends ShuttingDownError {
  constructor() {
    super('This instance got a signal to end and takes no new work.');
    Object.assign(this, UNAVAILABLE);
  }
}
