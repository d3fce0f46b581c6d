import { DEPENDENCIES, DEPENDENCY_CODES, dependencyRows } from './dependency-codes.js';
import { DOMAIN_CODES } from './domain-codes.js';
import { ErrorCatalogue } from './error-catalogue.js';
import { HTTP_CODES } from './http-codes.js';
import { IDEMPOTENCY_CODES } from './idempotency-codes.js';
import { REQUEST_CODES } from './request-codes.js';
import { TECHNICAL_CODES } from './technical-codes.js';

/** The codes that any service needs whatever its business: extend it with your own. */
export const baseCatalogue = new ErrorCatalogue({
  ...HTTP_CODES,
  ...REQUEST_CODES,
  ...IDEMPOTENCY_CODES,
  ...TECHNICAL_CODES,
  ...dependencyRows(DEPENDENCIES.external, 'external service'),
});

/** Every code that the services of this system answer with. */
export const standardCatalogue = baseCatalogue.extend({ ...DOMAIN_CODES, ...DEPENDENCY_CODES });
