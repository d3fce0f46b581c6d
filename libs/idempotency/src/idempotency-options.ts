export interface IdempotencyOptions {
  /** Keys of different scopes never meet: the name of the operation. */
  readonly scope: string;
  /** How long an answer is kept, ms, from `leaseMs` to 365 days. Default 24 hours. */
  readonly expiresAfterMs?: number;
  /** How long a request may take before another one with its key takes over, ms, 1 to 24 hours. Default 30 000. */
  readonly leaseMs?: number;
}

const DAY_MS = 86_400_000;
const YEAR_MS = 365 * DAY_MS;
const KNOWN = ['scope', 'expiresAfterMs', 'leaseMs'];

/**
 * The options with every default filled in.
 *
 * @throws RangeError listing every value out of bounds and every unknown key
 */
export function completeIdempotencyOptions(options: IdempotencyOptions): Required<IdempotencyOptions> {
  const complete = { expiresAfterMs: DAY_MS, leaseMs: 30_000, ...options };
  const { scope, expiresAfterMs, leaseMs } = complete;
  const wrong = Object.keys(options)
    .filter((key) => !KNOWN.includes(key))
    .map((key) => `${key} is not an option (${KNOWN.join(', ')})`);
  if (scope === '') wrong.push('scope is empty');
  if (!isWhole(leaseMs, 1, DAY_MS))
    wrong.push(`leaseMs is ${leaseMs}; expected a whole number from 1 to ${DAY_MS}`);
  else if (!isWhole(expiresAfterMs, leaseMs, YEAR_MS))
    wrong.push(
      `expiresAfterMs is ${expiresAfterMs}; expected a whole number from leaseMs (${leaseMs}) to ${YEAR_MS}`,
    );
  if (wrong.length > 0) throw new RangeError(`Idempotency options: ${wrong.join('; ')}.`);
  return complete;
}

function isWhole(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}
