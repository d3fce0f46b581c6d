import * as nest from '@nestjs/common';
import { ValidationFailedError, type FieldError } from '../classes/business-errors.js';
import { fieldError } from './listed-fields.js';

type Issues = Parameters<
  NonNullable<
    NonNullable<ConstructorParameters<typeof nest.StandardSchemaValidationPipe>[0]>['exceptionFactory']
  >
>[0];

/**
 * Nest's pipe for `@Body({ schema })`, `@Query({ schema })` and `@Param({ schema })` (zod, valibot, arktype),
 * whose refusals are `VALIDATION_FAILED` with the list of fields. Values are never repeated in the answer.
 *
 * @throws Error on Nest 11, which has no such pipe: its own `ValidationPipe` works with this library too
 */
export function validationPipe(): nest.PipeTransform {
  // As a namespace, for an import by name of what Nest 11 does not have would fail before anything runs.
  const { StandardSchemaValidationPipe } = nest as Partial<typeof nest>;
  if (StandardSchemaValidationPipe === undefined)
    throw new Error('validationPipe() needs @nestjs/common 12: with Nest 11, use its own ValidationPipe.');
  const pipes = new Map<string, nest.PipeTransform>();
  const pipeOf = (name: string) =>
    new StandardSchemaValidationPipe({
      exceptionFactory: (issues) =>
        new ValidationFailedError(issues.flatMap((issue) => fieldsOf(issue, name))),
    });
  return {
    transform: (value, metadata) => {
      const name = typeof metadata.data === 'string' ? metadata.data : '';
      const pipe = pipes.get(name) ?? pipeOf(name);
      pipes.set(name, pipe);
      return pipe.transform(value, metadata) as unknown;
    },
  };
}

/**
 * Zod reports all unknown fields of an object as one issue of the object.
 *
 * @param name of the parameter or field that was validated by itself; empty for a whole body or query
 */
function fieldsOf(issue: Issues[number], name: string): FieldError[] {
  const inside = (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part));
  const path = name === '' ? inside : [name, ...inside];
  const { keys } = issue as { readonly keys?: unknown };
  if (!Array.isArray(keys) || keys.length === 0) return [fieldError(path.join('.'), issue.message)];
  return keys.map((key) => fieldError([...path, String(key)].join('.'), 'Unknown field.'));
}
