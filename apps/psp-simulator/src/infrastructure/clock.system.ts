import { Clock } from '../application/ports/clock.js';

/** The clock of the machine: the one door to it. */
export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}
