import { AppError } from '../app-error.js';
import type { ErrorCatalogue } from '../catalogue/error-catalogue.js';
import type { CatalogueEntry } from '../catalogue/catalogue-entry.js';
import { KINDS } from '../kind.js';
import { safeContext } from './safe-context.js';

/** The one body of every answer that is not a 2xx. */
export interface ErrorBody {
  readonly trace_id: string;
  readonly error_code: string;
  readonly message: string;
  readonly status_code: number;
  readonly timestamp: string;
  readonly service_name: string;
  readonly context?: Readonly<Record<string, unknown>>;
  readonly documentation_url?: string;
}

/** Where and when an error met the outside. */
export interface ErrorBodyOptions {
  /** 32 lower-case hex digits. */
  readonly traceId: string;
  readonly serviceName: string;
  readonly timestamp: Date;
  readonly catalogue: ErrorCatalogue;
  /** Base of `documentation_url`, such as `http://localhost:3001`; without it there is none. */
  readonly documentationBaseUrl?: string | undefined;
}

/**
 * The body for whatever was thrown. Business errors show their message and context; of a technical
 * error, and of anything that is not an `AppError`, only the catalogue's words leave the process.
 * Never throws.
 */
export function toErrorBody(error: unknown, options: ErrorBodyOptions): ErrorBody {
  const entry = entryOf(error, options.catalogue);
  const isPublic = KINDS[entry.kind].messageIsPublic && error instanceof AppError;
  const showsContext = isPublic || (entry.contextIsPublic === true && error instanceof AppError);
  const context = showsContext ? safeContext(error.context) : causeOnly(error);
  return {
    trace_id: options.traceId,
    error_code: entry.code,
    message: isPublic ? error.message.slice(0, 2_000) || entry.title : entry.message,
    status_code: entry.status,
    timestamp: options.timestamp.toISOString(),
    service_name: options.serviceName,
    ...(Object.keys(context).length > 0 && { context }),
    ...(options.documentationBaseUrl !== undefined && {
      documentation_url: `${options.documentationBaseUrl}/errors/${entry.code}`,
    }),
  };
}

const LAST_RESORT: CatalogueEntry = {
  code: 'INTERNAL_ERROR',
  kind: 'internal',
  status: 500,
  title: 'Something went wrong on our side',
  explanation: 'The service met a situation that it was not written for.',
  message: 'Something went wrong on our side. Tell us the trace_id.',
  whoCanFixIt: KINDS.internal.whoCanFixIt,
  retryAdvice: 'No: the same request will fail again.',
};

/** The row of the catalogue that an error belongs to; `INTERNAL_ERROR` for everything unknown. */
export function entryOf(error: unknown, catalogue: ErrorCatalogue): CatalogueEntry {
  const known = error instanceof AppError ? catalogue.get(error.code) : undefined;
  return known ?? catalogue.get('INTERNAL_ERROR') ?? LAST_RESORT;
}

/** Which service failed us, and whether it acted, is safe to say and needed by the caller; nothing else of a technical error is. */
function causeOnly(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof AppError)) return {};
  const { cause, executed } = safeContext({
    cause: error.context['cause'],
    executed: error.context['executed'],
  });
  return {
    ...(cause !== undefined && { cause }),
    ...((executed === 'no' || executed === 'unknown') && { executed }),
  };
}
