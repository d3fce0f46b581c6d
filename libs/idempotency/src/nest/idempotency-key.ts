import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { parseIdempotencyKey } from '../parse-idempotency-key.js';

interface WithHeaders {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** The request's Idempotency-Key; without one the request ends with 400 IDEMPOTENCY_KEY_REQUIRED. */
export const IdempotencyKey = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  parseIdempotencyKey(context.switchToHttp().getRequest<WithHeaders>().headers['idempotency-key']),
);
