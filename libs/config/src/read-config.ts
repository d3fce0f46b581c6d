import type { z } from 'zod';
import { ConfigurationError } from './configuration-error.js';
import { processEnvironment, type Environment } from './process-environment.js';
import { isSecret } from './settings.js';

/**
 * Reads the variables that a schema names; an empty variable counts as one that is not set.
 *
 * @param schema a zod object whose keys are the names of variables, with cross-field rules as refinements
 * @param environment the process's own, unless a test gives another
 * @throws ConfigurationError that lists every mistake: the variable, what is wrong and what is expected;
 *   the value is quoted unless it is a secret
 */
export function readConfig<Schema extends z.ZodObject>(
  schema: Schema,
  environment: Environment = processEnvironment(),
): z.output<Schema> {
  const given = Object.fromEntries(
    Object.keys(schema.shape).flatMap((name) => {
      const value = environment[name]?.trim();
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  throw new ConfigurationError(
    result.error.issues.map((issue) =>
      violationOf(String(issue.path[0] ?? ''), issue.message, { schema, given }),
    ),
  );
}

function violationOf(
  name: string,
  message: string,
  { schema, given }: { schema: z.ZodObject; given: Readonly<Record<string, string>> },
): string {
  const value = given[name];
  if (name === '') return message;
  if (value === undefined) return `${name} is not set: ${message}.`;
  const field = schema.shape[name];
  const shown =
    field !== undefined && isSecret(field as z.ZodType) ? 'a value that is not shown' : JSON.stringify(value);
  return `${name} is ${shown}: ${message}.`;
}
