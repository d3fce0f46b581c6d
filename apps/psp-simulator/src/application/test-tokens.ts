import { PspError, type PspErrorCode } from './psp-error.js';

/** What becomes of one try to charge a card. */
export type Verdict =
  | { readonly type: 'charge' }
  | { readonly type: 'refuse'; readonly error: PspError }
  /** No charge, and no sensible answer either. */
  | { readonly type: 'garbage' | 'hang' };

/** How the processor treats a card. */
export interface TestToken {
  readonly token: string;
  readonly description: string;
  /** @param attempt the number of the try with this key, from 1 */
  readonly judge: (attempt: number) => Verdict;
  /** What happens to the answer of a charge that went through: `slow` waits, `lost` is cut off once. */
  readonly answer?: 'slow' | 'lost';
}

const charge = (): Verdict => ({ type: 'charge' });
const decline = (code: PspErrorCode, message: string) => (): Verdict => ({
  type: 'refuse',
  error: new PspError(code, message),
});
const breakDown = (): Verdict => ({
  type: 'refuse',
  error: new PspError('processor_unavailable', 'The processor is down. Nothing was charged.', 1),
});
const limit = (): Verdict => ({
  type: 'refuse',
  error: new PspError('rate_limited', 'Too many requests. Nothing was charged.', 1),
});

/** Every card of the simulator. */
export const TEST_TOKENS: readonly TestToken[] = [
  { token: 'tok_visa', description: 'Approves.', judge: charge },
  {
    token: 'tok_declined',
    description: 'Declines with 402 `card_declined`.',
    judge: decline('card_declined', 'The card was declined.'),
  },
  {
    token: 'tok_insufficient_funds',
    description: 'Declines with 402 `insufficient_funds`.',
    judge: decline('insufficient_funds', 'The card has insufficient funds.'),
  },
  {
    token: 'tok_slow',
    description: 'Charges at once; answers 3 s later.',
    judge: charge,
    answer: 'slow',
  },
  {
    token: 'tok_flaky',
    description: 'Fails with 503 twice per key, then approves.',
    judge: (attempt) => (attempt <= 2 ? breakDown() : charge()),
  },
  { token: 'tok_down', description: 'Fails with 503 always.', judge: breakDown },
  {
    token: 'tok_rate_limited',
    description: 'Answers 429 with `Retry-After: 1` once per key, then approves.',
    judge: (attempt) => (attempt === 1 ? limit() : charge()),
  },
  {
    token: 'tok_garbage',
    description: 'Answers 200 with invalid JSON; charges nothing.',
    judge: () => ({ type: 'garbage' }),
  },
  {
    token: 'tok_hang',
    description: 'Never answers; charges nothing.',
    judge: () => ({ type: 'hang' }),
  },
  {
    token: 'tok_lost',
    description: 'Charges, then cuts the connection before answering, once per key.',
    judge: charge,
    answer: 'lost',
  },
];

/**
 * The behaviour of a token.
 *
 * @throws PspError for a token that no test card has
 */
export function testToken(token: string): TestToken {
  const found = TEST_TOKENS.find((candidate) => candidate.token === token);
  if (found === undefined)
    throw new PspError('invalid_token', 'No such payment token. GET /api/v1/tokens lists them.');
  return found;
}
