import { ApiExtension } from '@nestjs/swagger';

/** Where the codes of an operation are kept in an OpenAPI document. */
export const ERROR_CODES = 'x-error-codes';

/** Says which codes an operation may answer with, besides those that any operation may. */
export function ApiErrors(...codes: readonly string[]): MethodDecorator {
  return ApiExtension(ERROR_CODES, codes);
}
