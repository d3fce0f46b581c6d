import { InvalidDeliveryWindowError } from './delivery-window.errors.js';

/** When the customer wants the order to arrive. */
export class DeliveryWindow {
  private constructor(
    readonly from: Date,
    readonly to: Date,
  ) {}

  /** @throws InvalidDeliveryWindowError when it ends before it begins, or begins before `now` */
  static ahead(from: Date, to: Date, now: Date): DeliveryWindow {
    if (to <= from) throw new InvalidDeliveryWindowError('must end after it begins', from, to);
    if (from < now) throw new InvalidDeliveryWindowError('must not begin in the past', from, to);
    return new DeliveryWindow(from, to);
  }

  /** One that was agreed on before, whatever the time is now. */
  static restore(from: Date, to: Date): DeliveryWindow {
    return new DeliveryWindow(from, to);
  }
}
