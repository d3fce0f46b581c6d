import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiErrors } from '@baluarte/errors/nest';
import { Customers } from '../application/ports/customers.js';
import { RegisterCustomer } from '../application/register-customer.js';
import type { Customer } from '../domain/customer.js';
import { READ_ERRORS, REGISTER_ERRORS } from './operation-errors.js';
import { customerSchema } from './order-schema.js';
import { idParameter } from './parameters.request.js';
import { registerCustomerBody, type RegisterCustomerBody } from './register-customer.request.js';

@ApiTags('customers')
@Controller('customers')
export class CustomersController {
  constructor(
    private readonly registerCustomer: RegisterCustomer,
    private readonly customers: Customers,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Register a customer' })
  @ApiCreatedResponse({ standardSchema: customerSchema })
  @ApiErrors(...REGISTER_ERRORS)
  async register(@Body({ schema: registerCustomerBody }) body: RegisterCustomerBody) {
    return customerView(await this.registerCustomer.execute(body));
  }

  @Get(':id')
  @ApiOperation({ summary: 'Read a customer' })
  @ApiOkResponse({ standardSchema: customerSchema })
  @ApiErrors('CUSTOMER_NOT_FOUND', ...READ_ERRORS)
  async get(@Param('id', { schema: idParameter }) id: string) {
    return customerView(await this.customers.get(id));
  }
}

function customerView({ id, email, name, createdAt }: Customer) {
  return { id, email, name, created_at: createdAt.toISOString() };
}
