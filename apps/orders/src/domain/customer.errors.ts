import { BusinessRuleViolationError, ResourceNotFoundError } from '@baluarte/errors';

export class CustomerNotFoundError extends ResourceNotFoundError {
  readonly code = 'CUSTOMER_NOT_FOUND';

  constructor(customerId: string) {
    super(`Customer ${customerId} does not exist.`, { context: { customer_id: customerId } });
  }
}

/** Names no address: whoever asks may learn that theirs is taken, not who else is here. */
export class EmailAlreadyExistsError extends BusinessRuleViolationError {
  readonly code = 'EMAIL_ALREADY_EXISTS';

  constructor() {
    super('A customer with this e-mail address exists already; upper and lower case do not matter.');
  }
}
