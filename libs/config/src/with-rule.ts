import type { z } from 'zod';

/**
 * Adds a rule between settings. It is checked as soon as the settings it names are right by themselves, whatever
 * is wrong with others, so that one start tells every mistake.
 *
 * @param names the settings that the rule is about; a violation is reported under the first
 * @param violation what is expected, in words that follow "NAME is VALUE: "; undefined when the rule holds
 */
export function withRule<Schema extends z.ZodObject, const Name extends keyof z.output<Schema> & string>(
  schema: Schema,
  names: readonly [Name, ...Name[]],
  violation: (values: Pick<z.output<Schema>, Name>) => string | undefined,
): Schema {
  return schema.refine((values) => violation(values as z.output<Schema>) === undefined, {
    path: [names[0]],
    error: ({ input }) => violation(input as z.output<Schema>) ?? '',
    when: ({ issues }) => !issues.some(({ path }) => names.includes(path?.[0] as Name)),
  });
}
