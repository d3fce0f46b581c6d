import type { Reservation, WantedLine } from '../../domain/reservation.js';
import type { Shelf } from '../../domain/shelf.js';

/** The shelves, as far as one change of one reservation reaches them. */
export interface Shelves {
  /** What there is of these products; nobody else changes it until the change is stored. Unknown ones are missing. */
  lookAt(productIds: readonly string[]): Promise<readonly Shelf[]>;

  take(lines: readonly WantedLine[]): Promise<void>;

  putBack(lines: readonly WantedLine[]): Promise<void>;
}

/** What is kept for orders. */
export abstract class Reservations {
  /**
   * Changes the reservation of an order and the shelves together, or neither. Changes for one order come
   * one after the other.
   *
   * @param decide what becomes of the reservation there is; it may be called again from its beginning
   * @throws what `decide` throws: then nothing is changed
   */
  abstract change(
    orderId: string,
    decide: (current: Reservation | undefined, shelves: Shelves) => Promise<Reservation>,
  ): Promise<Reservation>;
}
