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
  /** Where this service is reached, such as `http://localhost:3001`, for `documentation_url`; without it there is none. */
  readonly documentationBaseUrl?: string | undefined;
  /** The trace of a request, 32 hex digits; without one, that of a valid `traceparent` header or a new one. */
  readonly traceId?: ((request: IncomingMessage) => string | undefined) | undefined;
  /** Default `standardCatalogue`; any other must have the codes of `baseCatalogue`. */
  readonly catalogue?: ErrorCatalogue | undefined;
  /** Told of every error that was answered. What it throws is ignored. Default: Nest's logger, at the level of the kind. */
  readonly onError?: ((handled: HandledError) => void) | undefined;
}
