import { Injectable } from '@nestjs/common';
import { heldAgain, type Reservation, type WantedLine } from '../domain/reservation.js';
import { reserveFrom } from '../domain/shelf.js';
import { Reservations } from './ports/reservations.js';

/** Takes the pieces of an order off the shelves, all of them or none; asking again takes no more. */
@Injectable()
export class HoldPieces {
  constructor(private readonly reservations: Reservations) {}

  /** @throws InsufficientStockError, ProductNotFoundError, ReservationConflictError, CurrencyMismatchError */
  execute(orderId: string, wanted: readonly WantedLine[]): Promise<Reservation> {
    return this.reservations.change(orderId, async (current, shelves) => {
      if (current !== undefined) return heldAgain(current, wanted);
      const lines = reserveFrom(await shelves.lookAt(wanted.map(({ productId }) => productId)), wanted);
      await shelves.take(lines);
      return { orderId, state: 'held', lines };
    });
  }
}
