export interface ReservedLine {
  readonly productId: string;
  readonly quantity: number;
  readonly unitPriceMinor: number;
  readonly currency: string;
}

/** Pieces that are kept for an order. A released one may have no lines: then nothing was ever held. */
export interface Reservation {
  readonly orderId: string;
  readonly state: 'held' | 'confirmed' | 'released';
  readonly lines: readonly ReservedLine[];
}

/** What a line asks for. */
export type WantedLine = Pick<ReservedLine, 'productId' | 'quantity'>;

/** Whether a reservation is for exactly these pieces, in any order. */
export function isFor(reservation: Reservation, wanted: readonly WantedLine[]): boolean {
  const key = (lines: readonly WantedLine[]) =>
    lines
      .map(({ productId, quantity }) => `${productId}×${quantity}`)
      .sort()
      .join();
  return key(reservation.lines) === key(wanted);
}
