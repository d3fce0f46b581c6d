import { Injectable } from '@nestjs/common';
import { Database, isUniqueViolation } from '@baluarte/persistence';
import { Customers } from '../application/ports/customers.js';
import type { Customer } from '../domain/customer.js';
import { CustomerNotFoundError, EmailAlreadyExistsError } from '../domain/customer.errors.js';

interface CustomerRow {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly created_at: Date;
}

@Injectable()
export class PostgresCustomers extends Customers {
  constructor(private readonly database: Database) {
    super();
  }

  async add({ id, email, name, createdAt }: Customer): Promise<void> {
    try {
      await this.database.query(
        'INSERT INTO customers (id, email, name, created_at) VALUES ($1, $2, $3, $4)',
        [id, email, name, createdAt],
      );
    } catch (error) {
      if (isUniqueViolation(error, 'customers_email_unique')) throw new EmailAlreadyExistsError();
      throw error;
    }
  }

  async get(customerId: string): Promise<Customer> {
    const [row] = await this.database.query<CustomerRow>(
      'SELECT id, email, name, created_at FROM customers WHERE id = $1',
      [customerId],
    );
    if (row === undefined) throw new CustomerNotFoundError(customerId);
    return { id: row.id, email: row.email, name: row.name, createdAt: row.created_at };
  }
}
