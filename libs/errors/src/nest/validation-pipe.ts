import { StandardSchemaValidationPipe } from '@nestjs/common';
import { ValidationFailedError } from '../classes/business-errors.js';

/**
 * Nest's pipe for `@Body({ schema })`, `@Query({ schema })` and `@Param({ schema })` (zod, valibot, arktype),
 * whose refusals are `VALIDATION_FAILED` with the list of fields. Values are never repeated in the answer.
 */
export function validationPipe(): StandardSchemaValidationPipe {
  return new StandardSchemaValidationPipe({
    exceptionFactory: (issues) =>
      new ValidationFailedError(
        issues.map(({ path, message }) => ({
          field: (path ?? [])
            .map((part) => String(typeof part === 'object' ? part.key : part))
            .join('.')
            .slice(0, 100),
          message: message.slice(0, 200),
        })),
      ),
  });
}
