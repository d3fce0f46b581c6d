import { InvalidDataError } from '@baluarte/errors';

/** A cursor that this service did not give out. */
export class InvalidCursorError extends InvalidDataError {
  readonly code = 'INVALID_CURSOR';

  constructor() {
    super(
      'The cursor is not one that this service gave out: use next_cursor as it came, or start without one.',
    );
  }
}

/** The place of a row in an ordered list, as an opaque text for `next_cursor`. */
export function encodeCursor(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/**
 * The key of a cursor.
 *
 * @param shape the type of each part
 * @throws InvalidCursorError for anything that `encodeCursor` did not make
 */
export function decodeCursor<const Shape extends readonly ('string' | 'number')[]>(
  cursor: string,
  shape: Shape,
): { [Part in keyof Shape]: Shape[Part] extends 'number' ? number : string } {
  const key = parsed(cursor);
  const fits =
    Array.isArray(key) &&
    key.length === shape.length &&
    key.every((part, index) => fitsType(part, shape[index]));
  if (!fits || encodeCursor(key) !== cursor) throw new InvalidCursorError();
  return key as never;
}

function fitsType(part: unknown, type: 'string' | 'number' | undefined): boolean {
  return type === 'number'
    ? Number.isSafeInteger(part)
    : typeof part === 'string' && !part.includes('\u0000');
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
