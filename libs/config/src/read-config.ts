import type { z } from 'zod';
import { ConfigurationError } from './configuration-error.js';
import { defaultOf, isSecret } from './describe-setting.js';
import { processEnvironment, type Environment } from './process-environment.js';

/** Shorter ones are words that stand in any message. */
const SHORTEST_HIDDEN_SECRET = 4;
const LONGEST_SHOWN = 100;

type Values = Readonly<Record<string, string>>;

/**
 * Reads the variables that a schema names, and no others; an empty variable counts as one that is not set, and
 * blanks around a value do not count.
 *
 * @param schema a zod object whose keys are the names of variables; rules between them by `withRule`
 * @param environment the process's own, unless a test gives another
 * @throws ConfigurationError that lists every mistake: the variable, its value, what is expected and what it is by
 *   default; the value of a secret is never shown
 */
export function readConfig<Schema extends z.ZodObject>(
  schema: Schema,
  environment: Environment = processEnvironment(),
): z.output<Schema> {
  const given: Values = Object.fromEntries(
    Object.keys(schema.shape).flatMap((name) => {
      const value = environment[name]?.trim();
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const violations = result.error.issues.map(({ path, message }) => {
    const name = String(path[0] ?? '');
    return violationOf(name, message, { setting: schema.shape[name] as z.ZodType | undefined, given });
  });
  throw new ConfigurationError(hideSecrets(violations, schema, given));
}

function violationOf(
  name: string,
  message: string,
  { setting, given }: { readonly setting: z.ZodType | undefined; readonly given: Values },
): string {
  if (setting === undefined) return `${message}.`;
  const secret = isSecret(setting);
  const fallback = defaultOf(setting);
  const byDefault = fallback === undefined || secret ? '' : ` By default it is ${JSON.stringify(fallback)}.`;
  const value = given[name];
  if (value === undefined) return `${name} is not set: ${message}.${byDefault}`;
  return `${name} is ${secret ? 'a value that is not shown' : quoted(value)}: ${message}.${byDefault}`;
}

/** What goes to a log is short, on one line, and without the user and password of a URL. */
function quoted(value: string): string {
  const safe = value.replaceAll(/\/\/[^/@\s]*@/g, '//(not shown)@');
  return JSON.stringify(safe.length > LONGEST_SHOWN ? `${safe.slice(0, LONGEST_SHOWN)}…` : safe);
}

/** A rule may have put a value into its message. */
function hideSecrets(violations: readonly string[], { shape }: z.ZodObject, given: Values): string[] {
  const secrets = Object.entries(given)
    .filter(([name, value]) => isSecret(shape[name] as z.ZodType) && value.length >= SHORTEST_HIDDEN_SECRET)
    .map(([, value]) => value);
  return violations.map((violation) =>
    secrets.reduce((text, value) => text.replaceAll(value, '(not shown)'), violation),
  );
}
