/** What a merchant asks for. */
export interface ChargeRequest {
  readonly idempotencyKey: string;
  readonly orderId: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly paymentToken: string;
}

/** Money that was really taken from a card. */
export interface Charge {
  readonly id: string;
  readonly idempotencyKey: string;
  readonly orderId: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly refunded: boolean;
  readonly createdAt: Date;
}
