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

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const LARGEST_BIGINT = 2n ** 63n - 1n;

/** What each part of a key may be; a text that its column would not take is refused here and not by the database. */
const FITS = {
  string: (part: unknown) => typeof part === 'string' && !part.includes('\u0000'),
  uuid: (part: unknown) => typeof part === 'string' && UUID.test(part),
  /** A whole number that JavaScript holds exactly. */
  number: (part: unknown) => Number.isSafeInteger(part),
  /** The digits of a PostgreSQL bigint from 0, as the driver returns one. */
  bigint: (part: unknown) =>
    typeof part === 'string' && /^(0|[1-9]\d{0,18})$/.test(part) && BigInt(part) <= LARGEST_BIGINT,
} as const;

/** The type of one part of a cursor's key. */
export type CursorPart = keyof typeof FITS;

/**
 * The key of a cursor.
 *
 * @param shape the type of each part
 * @throws InvalidCursorError for anything that `encodeCursor` did not make for such a list
 */
export function decodeCursor<const Shape extends readonly CursorPart[]>(
  cursor: string,
  shape: Shape,
): { [Index in keyof Shape]: Shape[Index] extends 'number' ? number : string } {
  const key = parsed(cursor);
  const fits =
    Array.isArray(key) &&
    key.length === shape.length &&
    shape.every((type, index) => FITS[type](key[index])) &&
    encodeCursor(key) === cursor;
  if (!fits) throw new InvalidCursorError();
  return key as never;
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
