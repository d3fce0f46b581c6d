import { SpanStatusCode, type Span } from '@opentelemetry/api';
import { AppError, KINDS } from '@baluarte/errors';
import { redactText } from '../redaction/redact-text.js';

/**
 * Tells a span why its work failed. Only what is ours to fix makes it an error: a declined card is
 * an answer, not a fault.
 */
export function markFailure(span: Span, error: unknown): void {
  const isAppError = error instanceof AppError;
  const type = isAppError ? error.code : error instanceof Error ? error.name : typeof error;
  span.setAttribute('error.type', type);
  if (isAppError && KINDS[error.kind].status < 500) return;
  span.setStatus({ code: SpanStatusCode.ERROR, message: type });
  if (error instanceof Error)
    span.recordException({
      name: error.name,
      message: redactText(error.message),
      ...(error.stack !== undefined && { stack: redactText(error.stack) }),
    });
}
