const CODES = {
  card_declined: { status: 402, type: 'card_error' },
  insufficient_funds: { status: 402, type: 'card_error' },
  invalid_token: { status: 400, type: 'invalid_request_error' },
  invalid_request: { status: 400, type: 'invalid_request_error' },
  idempotency_key_required: { status: 400, type: 'invalid_request_error' },
  not_found: { status: 404, type: 'invalid_request_error' },
  no_such_charge: { status: 404, type: 'invalid_request_error' },
  key_reused: { status: 409, type: 'idempotency_error' },
  cancelled: { status: 409, type: 'idempotency_error' },
  rate_limited: { status: 429, type: 'rate_limit_error' },
  processor_unavailable: { status: 503, type: 'api_error' },
  internal: { status: 500, type: 'api_error' },
} as const;

export type PspErrorCode = keyof typeof CODES;

/**
 * A refusal in the words of the card processor: an outside company, which does not know our error contract.
 * Merchants may rely on this: 4xx and 503 mean that nothing was done; after a 500 it is not known.
 */
export class PspError extends Error {
  override readonly name = 'PspError';
  readonly status: number;
  readonly type: string;

  constructor(
    readonly code: PspErrorCode,
    message: string,
    readonly retryAfterSeconds?: number,
  ) {
    super(message);
    ({ status: this.status, type: this.type } = CODES[code]);
  }
}
