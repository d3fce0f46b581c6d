/**
 * A failed call as a cause that may be kept and logged: its message and its stack. What a client throws
 * carries the whole request, whose body and headers may hold a card or a token.
 */
export function causeWithoutRequest(error: unknown): Error {
  const cause = new Error(error instanceof Error ? error.message : String(error));
  if (error instanceof Error && error.stack !== undefined) cause.stack = error.stack;
  return cause;
}
