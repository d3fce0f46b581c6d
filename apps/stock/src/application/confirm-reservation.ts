import { Injectable } from '@nestjs/common';
import { confirmed, type Reservation } from '../domain/reservation.js';
import { ReservationNotFoundError } from '../domain/stock.errors.js';
import { Reservations } from './ports/reservations.js';

/** Makes the pieces that are held for an order the customer's. */
@Injectable()
export class ConfirmReservation {
  constructor(private readonly reservations: Reservations) {}

  /** @throws ReservationNotFoundError, ReservationConflictError */
  execute(orderId: string): Promise<Reservation> {
    return this.reservations.change(orderId, async (current) => {
      if (current === undefined) throw new ReservationNotFoundError(orderId);
      return confirmed(current);
    });
  }
}
