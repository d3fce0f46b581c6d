import type { IncomingMessage } from 'node:http';
import { AppError } from '../app-error.js';
import { baseCatalogue } from '../catalogue/standard-catalogue.js';
import { ProtocolError, ValidationFailedError } from '../classes/business-errors.js';
import { codeMeantBy } from './framework-error.js';
import { fieldsListedBy } from './listed-fields.js';

/** An error of the contract in the words of its catalogue entry. */
export function protocolError(
  code: string,
  options: ConstructorParameters<typeof ProtocolError>[2] & { readonly message?: string } = {},
): ProtocolError {
  const entry = baseCatalogue.get(code);
  if (entry === undefined) throw new Error(`${code} is missing from the base catalogue.`);
  return new ProtocolError(entry, options.message ?? entry.message, options);
}

/**
 * What Nest, Fastify or Express meant, as an error of the contract with our own words: theirs may hold
 * paths, bodies or the names of libraries. Anything else comes back as it was. Never throws.
 */
export function translateError(error: unknown, request: IncomingMessage): unknown {
  try {
    if (error instanceof AppError) return error;
    if (request.destroyed && !request.complete) return protocolError('REQUEST_ABORTED', { cause: error });
    const code = codeMeantBy(error);
    if (code === undefined) return error;
    const fields = code === 'BAD_REQUEST' || code === 'VALIDATION_FAILED' ? fieldsListedBy(error) : undefined;
    if (fields !== undefined) return new ValidationFailedError(fields, { cause: error });
    return protocolError(code, {
      cause: error,
      ...(code === 'VALIDATION_FAILED' && { message: 'The request is not valid.' }),
    });
  } catch {
    return error;
  }
}
