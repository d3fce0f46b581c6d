import { BusinessError, BusinessRuleViolationError, InvalidDataError } from '@baluarte/errors';

/** The operation needs a key and got none. */
export class IdempotencyKeyRequiredError extends InvalidDataError {
  readonly code = 'IDEMPOTENCY_KEY_REQUIRED';

  constructor() {
    super('Send an Idempotency-Key header: a unique value that you repeat when you repeat the request.');
  }
}

/** The header holds something that is no key. */
export class IdempotencyKeyInvalidError extends InvalidDataError {
  readonly code = 'IDEMPOTENCY_KEY_INVALID';

  constructor() {
    super('The Idempotency-Key must have 1 to 255 printable ASCII characters, bare or in double quotes.');
  }
}

/** The key belongs to another request. */
export class IdempotencyKeyReusedError extends BusinessError {
  readonly code = 'IDEMPOTENCY_KEY_REUSED';
  readonly kind = 'validation_syntax';

  constructor() {
    super('This Idempotency-Key was used for another request. Use a new key for a new request.');
  }
}

/** The request with this key has not finished. */
export class RequestInProgressError extends BusinessRuleViolationError {
  readonly code = 'REQUEST_IN_PROGRESS';

  constructor(retryAfterSeconds: number) {
    super('A request with this Idempotency-Key is still running: wait and repeat it.', { retryAfterSeconds });
  }
}

/** The lease of this holder ran out and another one took the key over; whatever it did must not be stored. */
export class ClaimLostError extends BusinessRuleViolationError {
  readonly code = 'REQUEST_IN_PROGRESS';

  constructor() {
    super('Another request with this Idempotency-Key has taken over.', { retryAfterSeconds: 1 });
  }
}
