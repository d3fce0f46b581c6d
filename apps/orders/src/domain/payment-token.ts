import { inspect } from 'node:util';

/** What stands for the customer's card. It shows itself to nobody who does not ask for it by name. */
export class PaymentToken {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The token itself, for the payment service and for nothing else. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '[payment token]';
  }

  toJSON(): string {
    return this.toString();
  }

  [inspect.custom](): string {
    return this.toString();
  }
}
