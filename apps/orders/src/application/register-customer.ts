import { Injectable } from '@nestjs/common';
import type { Customer } from '../domain/customer.js';
import { Clock } from './ports/clock.js';
import { Customers } from './ports/customers.js';
import { Ids } from './ports/ids.js';

@Injectable()
export class RegisterCustomer {
  constructor(
    private readonly customers: Customers,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** @throws EmailAlreadyExistsError when a customer has this address, in whatever case it was written */
  async execute({ email, name }: Pick<Customer, 'email' | 'name'>): Promise<Customer> {
    const customer = { id: this.ids.next(), email, name, createdAt: this.clock.now() };
    await this.customers.add(customer);
    return customer;
  }
}
