import type { z } from 'zod';
import { ExternalServiceBadAnswerError, type Dependency } from '@baluarte/errors';

/**
 * The body of a good answer, if it is what was agreed on.
 *
 * @throws ExternalServiceBadAnswerError when it is not: whether the service acted is then not known
 */
export function readAnswer<Schema extends z.ZodType>(
  dependency: Dependency,
  schema: Schema,
  body: unknown,
): z.output<Schema> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const fields = [...new Set(result.error.issues.map(({ path }) => path.join('.') || '(body)'))];
  throw badAnswer(dependency, `a body that was not agreed on: ${fields.join(', ')}`);
}

export function badAnswer(dependency: Dependency, detail: string): ExternalServiceBadAnswerError {
  return new ExternalServiceBadAnswerError(dependency, `${dependency.name} answered ${detail}.`, {
    executed: 'unknown',
    context: { cause: { service: dependency.name } },
  });
}
