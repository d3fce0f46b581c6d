import type { Reservation, WantedLine } from '../../domain/reservation.js';

/** What is kept for orders. Every method may be repeated: the second time changes nothing. */
export abstract class Reservations {
  /**
   * Takes the pieces from what is available, all of them or none.
   *
   * @throws InsufficientStockError, ProductNotFoundError, ReservationConflictError, CurrencyMismatchError
   */
  abstract hold(orderId: string, lines: readonly WantedLine[]): Promise<Reservation>;

  /** @throws ReservationNotFoundError, ReservationConflictError */
  abstract confirm(orderId: string): Promise<Reservation>;

  /** Puts the pieces back, also those of a confirmed reservation, and refuses to hold any for this order later. */
  abstract release(orderId: string): Promise<Reservation>;
}
