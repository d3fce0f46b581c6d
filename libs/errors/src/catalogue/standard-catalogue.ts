import { DEPENDENCY_CODES } from './dependency-codes.js';
import { DOMAIN_CODES } from './domain-codes.js';
import { ErrorCatalogue } from './error-catalogue.js';
import { PROTOCOL_CODES } from './protocol-codes.js';
import { TECHNICAL_CODES } from './technical-codes.js';

/** Every code that the services of this system answer with. */
export const standardCatalogue = new ErrorCatalogue({
  ...PROTOCOL_CODES,
  ...DOMAIN_CODES,
  ...TECHNICAL_CODES,
  ...DEPENDENCY_CODES,
});
