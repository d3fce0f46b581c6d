import type { Customer } from '../../domain/customer.js';

export abstract class Customers {
  /** @throws EmailAlreadyExistsError */
  abstract add(customer: Customer): Promise<void>;

  /** @throws CustomerNotFoundError */
  abstract get(customerId: string): Promise<Customer>;
}
