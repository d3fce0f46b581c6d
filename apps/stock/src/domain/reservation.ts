import { ReservationConflictError } from './stock.errors.js';

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

/** What nothing costs is zero of this. */
const HOUSE_CURRENCY = 'EUR';

/** The answer to a wish that was granted before. @throws ReservationConflictError */
export function heldAgain(reservation: Reservation, wanted: readonly WantedLine[]): Reservation {
  if (reservation.state !== 'held')
    throw new ReservationConflictError(reservation, ' and cannot be held again');
  if (!isFor(reservation, wanted)) throw new ReservationConflictError(reservation, ' for other lines');
  return reservation;
}

/** Makes the pieces the customer's. @throws ReservationConflictError */
export function confirmed(reservation: Reservation): Reservation {
  if (reservation.state === 'released')
    throw new ReservationConflictError(reservation, ' and cannot be confirmed');
  return reservation.state === 'confirmed' ? reservation : { ...reservation, state: 'confirmed' };
}

/** Lets go of an order for good, also of one that was never heard of: nothing is held for it later. */
export function released(orderId: string, reservation: Reservation | undefined): Reservation {
  if (reservation?.state === 'released') return reservation;
  return { orderId, state: 'released', lines: reservation?.lines ?? [] };
}

export function costOf({ lines }: Reservation): { amountMinor: number; currency: string } {
  return {
    amountMinor: lines.reduce((sum, { quantity, unitPriceMinor }) => sum + quantity * unitPriceMinor, 0),
    currency: lines[0]?.currency ?? HOUSE_CURRENCY,
  };
}

/** Whether a reservation is for exactly these pieces, in any order. */
function isFor(reservation: Reservation, wanted: readonly WantedLine[]): boolean {
  const key = (lines: readonly WantedLine[]) =>
    lines
      .map(({ productId, quantity }) => `${productId}×${quantity}`)
      .sort()
      .join();
  return key(reservation.lines) === key(wanted);
}
