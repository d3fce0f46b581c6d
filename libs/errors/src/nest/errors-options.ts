import type { IncomingMessage } from 'node:http';
import type { ErrorBody } from '../body/error-body.js';
import type { CatalogueEntry } from '../catalogue/catalogue-entry.js';
import type { ErrorCatalogue } from '../catalogue/error-catalogue.js';

/** An error that was answered. */
export interface HandledError {
  readonly error: unknown;
  readonly body: ErrorBody;
  readonly entry: CatalogueEntry;
  /** Node's own request, the same on every framework. */
  readonly request: IncomingMessage;
}

export interface ErrorsModuleOptions {
  /** Who answers: `service_name`. */
  readonly serviceName: string;
  /** Where this service is reached, for `documentation_url`; without it there is none. */
  readonly documentationBaseUrl?: string;
  /** The trace of a request; without it, that of a valid `traceparent` header or a new one. */
  readonly traceId?: (request: IncomingMessage) => string | undefined;
  /** Default `standardCatalogue`. */
  readonly catalogue?: ErrorCatalogue;
  /** Told of every error that was answered: for logs and metrics. What it throws is ignored. */
  readonly onError?: (handled: HandledError) => void;
}

export const ERRORS_OPTIONS = Symbol('ERRORS_OPTIONS');
