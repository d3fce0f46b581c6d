import { AppError, type AppErrorOptions } from '../app-error.js';
import type { ErrorKind } from '../kind.js';

/** The request was understood and refused for a reason that its sender may know: message and context are public. */
export abstract class BusinessError extends AppError {}

/** Something with this id does not exist. */
export abstract class ResourceNotFoundError extends BusinessError {
  readonly kind = 'not_found';
}

/** The state of the business forbids the request. */
export abstract class BusinessRuleViolationError extends BusinessError {
  readonly kind = 'business_rule';
}

/** The data has the right form and makes no sense. */
export abstract class InvalidDataError extends BusinessError {
  readonly kind = 'validation_meaning';
}

/** One field of a request that does not fit. */
export interface FieldError {
  /** Its path, `lines.0.quantity`; empty if the request as a whole does not fit. */
  readonly field: string;
  readonly message: string;
}

/** The field of a mistake that concerns the body as such. */
const WHOLE = '(body)';
/** More fields than anyone reads are counted, not listed. */
const LISTED_FIELDS = 50;

/** The request does not have the form that its schema asks for. */
export class ValidationFailedError extends BusinessError {
  readonly code = 'VALIDATION_FAILED';
  readonly kind = 'validation_syntax';

  constructor(errors: readonly FieldError[], options: AppErrorOptions = {}) {
    const named = errors.map((error) => ({ ...error, field: error.field || WHOLE }));
    super(summaryOf([...new Set(named.map(({ field }) => field))]), {
      ...options,
      context: {
        errors: named.slice(0, LISTED_FIELDS),
        ...(named.length > LISTED_FIELDS && { errors_total: named.length }),
      },
    });
  }
}

function summaryOf(fields: readonly string[]): string {
  if (fields.length === 0) return 'The request is not valid.';
  const named = fields.slice(0, 5).join(', ') + (fields.length > 5 ? ', …' : '');
  return `The request has ${fields.length} invalid ${fields.length === 1 ? 'field' : 'fields'}: ${named}.`;
}

/** A refusal at the level of HTTP, whose code is one of the catalogue's protocol codes. */
export class ProtocolError extends BusinessError {
  readonly code: string;
  readonly kind: ErrorKind;
  /** Headers that the answer must carry, such as `Allow`. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    { code, kind }: { readonly code: string; readonly kind: ErrorKind },
    message: string,
    options: AppErrorOptions & { readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(message, options);
    this.code = code;
    this.kind = kind;
    this.headers = options.headers ?? {};
  }
}
