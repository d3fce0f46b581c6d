import { PspError } from './psp-error.js';

/** How the processor treats a card. */
export interface TestToken {
  readonly token: string;
  readonly description: string;
  /** The refusal of the n-th try of one key (1, 2, …), or nothing where the charge goes through. */
  readonly refuse?: (attempt: number) => PspError | undefined;
  /** What happens to the answer of a charge that went through: `slow` waits, `lost` is cut off once. */
  readonly answer?: 'slow' | 'lost';
  /** No charge and no sensible answer at all. */
  readonly silence?: 'garbage' | 'hang';
}

const declined = (code: string, message: string) => new PspError(402, 'card_error', code, message);
const unavailable = () =>
  new PspError(503, 'api_error', 'processor_unavailable', 'The processor is down. Nothing was charged.', 1);
const rateLimited = () =>
  new PspError(429, 'rate_limit_error', 'rate_limited', 'Too many requests. Nothing was charged.', 1);

/** Every card of the simulator. 4xx, 429 and 503 mean that nothing was charged; anything else is unclear. */
export const TEST_TOKENS: readonly TestToken[] = [
  { token: 'tok_visa', description: 'Approves.' },
  {
    token: 'tok_declined',
    description: 'Declines: 402.',
    refuse: () => declined('card_declined', 'The card was declined.'),
  },
  {
    token: 'tok_insufficient_funds',
    description: 'Declines: 402.',
    refuse: () => declined('insufficient_funds', 'The card has insufficient funds.'),
  },
  { token: 'tok_slow', description: 'Charges at once and answers 3 s later.', answer: 'slow' },
  {
    token: 'tok_flaky',
    description: 'Fails with 503 twice per charge, then approves.',
    refuse: (attempt) => (attempt <= 2 ? unavailable() : undefined),
  },
  { token: 'tok_down', description: 'Fails with 503, always.', refuse: unavailable },
  {
    token: 'tok_rate_limited',
    description: 'Answers 429 with Retry-After: 1 once per charge, then approves.',
    refuse: (attempt) => (attempt === 1 ? rateLimited() : undefined),
  },
  { token: 'tok_garbage', description: 'Answers invalid JSON and charges nothing.', silence: 'garbage' },
  { token: 'tok_hang', description: 'Never answers and charges nothing.', silence: 'hang' },
  {
    token: 'tok_lost',
    description: 'Charges, then cuts the connection before answering, once per charge.',
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
    throw new PspError(
      400,
      'invalid_request_error',
      'invalid_token',
      'No such payment token. GET /tokens lists them.',
    );
  return found;
}
