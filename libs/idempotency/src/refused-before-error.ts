import { BusinessError, KINDS, standardCatalogue, type ErrorContext, type ErrorKind } from '@baluarte/errors';
import type { StoredAnswer } from './stored-answer.js';

const FIRST_REFUSAL = 400;

interface StoredRefusal {
  readonly error_code: string;
  readonly message: string;
  readonly context: ErrorContext;
}

/** A refusal that the same request got before, told again: the body of the answer is of this request's own trace and time. */
export class RefusedBeforeError extends BusinessError {
  readonly code: string;
  readonly kind: ErrorKind;

  constructor({ error_code: code, message, context }: StoredRefusal, catalogue = standardCatalogue) {
    super(message, { context });
    this.code = code;
    this.kind = catalogue.get(code)?.kind ?? 'business_rule';
  }
}

/**
 * A refusal as an answer to store. Only what the caller did wrong may be kept for its repetitions; after a failure
 * of ours the key is released.
 */
export function refusalToStore(error: BusinessError, catalogue = standardCatalogue): StoredAnswer {
  const { code: error_code, kind, message, context } = error;
  const status = catalogue.get(error_code)?.status ?? KINDS[kind].status;
  return { status, body: { error_code, message, context } satisfies StoredRefusal };
}

/** The refusal in a stored answer; undefined when the answer was a success. */
export function refusalIn(
  { status, body }: StoredAnswer,
  catalogue = standardCatalogue,
): RefusedBeforeError | undefined {
  return status < FIRST_REFUSAL ? undefined : new RefusedBeforeError(body as StoredRefusal, catalogue);
}
