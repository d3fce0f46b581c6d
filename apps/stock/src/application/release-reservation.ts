import { Injectable } from '@nestjs/common';
import { released, type Reservation } from '../domain/reservation.js';
import { Reservations } from './ports/reservations.js';

/** Puts the pieces of an order back, also those of a confirmed one, and sees to it that none are held for it later. */
@Injectable()
export class ReleaseReservation {
  constructor(private readonly reservations: Reservations) {}

  execute(orderId: string): Promise<Reservation> {
    return this.reservations.change(orderId, async (current, shelves) => {
      const next = released(orderId, current);
      if (current !== undefined && next !== current) await shelves.putBack(current.lines);
      return next;
    });
  }
}
