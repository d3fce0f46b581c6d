import { HttpException } from '@nestjs/common';
import type { FieldError } from '../classes/business-errors.js';

const MAX_FIELD = 100;
const MAX_MESSAGE = 200;
/** "name: Required", as Nest's pipe for standard schemas puts it. */
const WITH_COLON = /^([\w$.[\]-]+): (.+)$/s;
/** "lines.0.quantity must not be less than 1", as class-validator puts it. */
const AS_SENTENCE = /^(?:each value in )?([\w$.[\]-]+) ((?:must|should|has|is|can|contains|property)\b.+)$/s;

/** One mistake in a request, at a readable length. */
export function fieldError(path: string, message: string): FieldError {
  return { field: path.slice(0, MAX_FIELD), message: message.slice(0, MAX_MESSAGE) };
}

/**
 * The fields that Nest's validation pipes and Fastify's schemas list in their own way; undefined where an
 * error lists none.
 */
export function fieldsListedBy(error: unknown): readonly FieldError[] | undefined {
  if (error instanceof HttpException) return fieldsOfMessages(error.getResponse());
  const { code, validation } = (error ?? {}) as { readonly code?: unknown; readonly validation?: unknown };
  return code === 'FST_ERR_VALIDATION' && Array.isArray(validation)
    ? validation.map(fieldOfSchema)
    : undefined;
}

function fieldsOfMessages(response: unknown): readonly FieldError[] | undefined {
  const messages = (response as { readonly message?: unknown } | null)?.message;
  if (!Array.isArray(messages) || messages.length === 0) return undefined;
  return messages.map((message) => {
    const [, field = '', reason = String(message)] =
      WITH_COLON.exec(String(message)) ?? AS_SENTENCE.exec(String(message)) ?? [];
    return fieldError(field, reason);
  });
}

function fieldOfSchema(mistake: { readonly instancePath?: unknown; readonly message?: unknown }): FieldError {
  const path = String(mistake.instancePath ?? '')
    .replace(/^\//, '')
    .replaceAll('/', '.');
  return fieldError(path, String(mistake.message ?? 'is not valid'));
}
