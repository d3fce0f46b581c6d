const NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/;

/**
 * All that a technical error tells of its context: which service failed (`cause.service`), with which code
 * (`cause.error_code`), and whether it may have acted (`executed`). The caller needs these; the rest may
 * hold addresses, statements or the words of libraries.
 */
export function publicCause(context: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { cause, executed } = context;
  const { service, error_code } = (typeof cause === 'object' && cause !== null ? cause : {}) as {
    readonly service?: unknown;
    readonly error_code?: unknown;
  };
  const told = {
    ...(isPublicName(service) && { service }),
    ...(isPublicName(error_code) && { error_code }),
  };
  return {
    ...(Object.keys(told).length > 0 && { cause: told }),
    ...((executed === 'no' || executed === 'unknown') && { executed }),
  };
}

/** Whether a value is the name of a service or a code, and nothing that could carry anything else. */
export function isPublicName(value: unknown): value is string {
  return typeof value === 'string' && NAME.test(value);
}
