import { AppError, standardCatalogue, type ErrorBody, type ErrorKind } from '@baluarte/errors';
import { observedContexts } from './context/observed-context.js';
import { APP_ERRORS } from './metrics/definitions.js';
import type { Metrics } from './metrics/metrics.js';

/** An error that was turned into an answer. */
export interface HandledError {
  readonly error: unknown;
  readonly body: ErrorBody;
}

let counted: Metrics | undefined;

/** Names the metrics in which `recordError` counts. */
export function countErrorsIn(metrics: Metrics): void {
  counted = metrics;
}

/**
 * Counts an error that was answered, once, and leaves it for the line that closes the request.
 * Give it to `ErrorsModule.forRoot({ onError: recordError })`.
 */
export function recordError({ error, body }: HandledError): void {
  const kind = kindOf(error, body.error_code);
  const context = observedContexts.getStore();
  if (context) context.failure = { error, errorCode: body.error_code, kind };
  counted?.counter(APP_ERRORS).inc({
    labels: { error_code: body.error_code, kind, status: String(body.status_code) },
    ...(context && { exemplarLabels: { trace_id: context.traceId } }),
  });
}

function kindOf(error: unknown, code: string): ErrorKind {
  if (error instanceof AppError) return error.kind;
  return standardCatalogue.get(code)?.kind ?? 'internal';
}
