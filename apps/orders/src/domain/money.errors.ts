import { BusinessRuleViolationError, type ErrorContext } from '@baluarte/errors';

export class CurrencyMismatchError extends BusinessRuleViolationError {
  readonly code = 'CURRENCY_MISMATCH';

  constructor(left: string, right: string, context: ErrorContext = {}) {
    super(`${left} and ${right} cannot be added. Place one order per currency.`, {
      context: { left, right, ...context },
    });
  }
}
