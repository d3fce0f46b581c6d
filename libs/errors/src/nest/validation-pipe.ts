import { StandardSchemaValidationPipe } from '@nestjs/common';
import { ValidationFailedError, type FieldError } from '../classes/business-errors.js';
import { fieldError } from './listed-fields.js';

type Issues = Parameters<
  NonNullable<NonNullable<ConstructorParameters<typeof StandardSchemaValidationPipe>[0]>['exceptionFactory']>
>[0];

/**
 * Nest's pipe for `@Body({ schema })`, `@Query({ schema })` and `@Param({ schema })` (zod, valibot, arktype),
 * whose refusals are `VALIDATION_FAILED` with the list of fields. Values are never repeated in the answer.
 */
export function validationPipe(): StandardSchemaValidationPipe {
  return new StandardSchemaValidationPipe({
    exceptionFactory: (issues) => new ValidationFailedError(issues.flatMap(fieldsOf)),
  });
}

/** Zod reports all unknown fields of an object as one issue of the object. */
function fieldsOf(issue: Issues[number]): FieldError[] {
  const path = (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part));
  const { keys } = issue as { readonly keys?: unknown };
  if (!Array.isArray(keys) || keys.length === 0) return [fieldError(path.join('.'), issue.message)];
  return keys.map((key) => fieldError([...path, String(key)].join('.'), 'Unknown field.'));
}
