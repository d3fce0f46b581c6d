/** A refusal in the words of the card processor: an outside company, which does not know our error contract. */
export class PspError extends Error {
  override readonly name = 'PspError';

  constructor(
    readonly status: number,
    readonly type: string,
    readonly code: string,
    message: string,
    readonly retryAfterSeconds?: number,
  ) {
    super(message);
  }
}
