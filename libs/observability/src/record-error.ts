import { AppError, type ErrorBody, type ErrorKind } from '@baluarte/errors';
import { observedContexts } from './context/observed-context.js';
import { APP_ERRORS } from './metrics/definitions.js';
import { exemplarOf } from './metrics/exemplar.js';
import type { Metrics } from './metrics/metrics.js';

/** An error that was turned into an answer. */
export interface HandledError {
  readonly error: unknown;
  readonly body: ErrorBody;
  /** The error's row in the catalogue, where the kind of errors stands that are no `AppError`. */
  readonly entry?: { readonly kind: ErrorKind };
}

let counted: Metrics | undefined;

/** Names the metrics in which `recordError` counts: those of the service that runs in this process. */
export function countErrorsIn(metrics: Metrics): void {
  counted = metrics;
}

/**
 * Counts an error that was answered, once, and leaves it for the line that closes the request.
 * Give it to `ErrorsModule.forRoot({ onError: recordError })`.
 */
export function recordError({ error, body, entry }: HandledError): void {
  const kind = entry?.kind ?? (error instanceof AppError ? error.kind : 'internal');
  const context = observedContexts.getStore();
  if (context) context.failure = { error, errorCode: body.error_code, kind };
  counted?.counter(APP_ERRORS).inc({
    labels: { error_code: body.error_code, kind, status: String(body.status_code) },
    exemplarLabels: exemplarOf(),
  });
}
