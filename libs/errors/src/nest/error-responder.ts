import type { IncomingMessage, ServerResponse } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '../app-error.js';
import { entryOf, toErrorBody } from '../body/error-body.js';
import { toProblemDetails } from '../body/problem-details.js';
import { standardCatalogue } from '../catalogue/standard-catalogue.js';
import { ProtocolError } from '../classes/business-errors.js';
import { newTraceId, systemTime } from '../system-clock.js';
import { ERRORS_OPTIONS, type ErrorsModuleOptions } from './errors-options.js';

const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?$/;
const DEFAULT_RETRY_AFTER_SECONDS = 1;

/** An answer ready to be written. */
export interface ErrorAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: string;
}

/** Turns whatever was thrown into the one answer of the contract and tells those who listen. */
@Injectable()
export class ErrorResponder {
  constructor(@Inject(ERRORS_OPTIONS) private readonly options: ErrorsModuleOptions) {}

  /** Writes the answer on Node's own response; does nothing when an answer has begun already but cut it off. */
  respond(error: unknown, request: IncomingMessage, response: ServerResponse): void {
    const answer = this.answerTo(error, request);
    if (response.headersSent || response.writableEnded) {
      if (!response.writableEnded) response.destroy();
      return;
    }
    response.writeHead(answer.status, {
      ...answer.headers,
      'content-length': Buffer.byteLength(answer.payload),
    });
    response.end(request.method === 'HEAD' ? undefined : answer.payload);
  }

  /** The answer to an error. Never throws. */
  answerTo(error: unknown, request: IncomingMessage): ErrorAnswer {
    const { serviceName, documentationBaseUrl, catalogue = standardCatalogue } = this.options;
    const traceId = this.traceIdOf(request);
    const entry = entryOf(error, catalogue);
    const body = toErrorBody(error, {
      traceId,
      serviceName,
      documentationBaseUrl,
      catalogue,
      timestamp: systemTime(),
    });
    this.tell(() => this.options.onError?.({ error, body, entry, request }));
    const isProblem = request.headers?.accept?.includes('application/problem+json') ?? false;
    return {
      status: entry.status,
      headers: {
        'content-type': isProblem
          ? 'application/problem+json; charset=utf-8'
          : 'application/json; charset=utf-8',
        'cache-control': 'no-store',
        'x-trace-id': traceId,
        ...retryAfter(error, entry.status),
        ...(error instanceof ProtocolError && error.headers),
      },
      payload: JSON.stringify(isProblem ? toProblemDetails(body, entry) : body),
    };
  }

  private traceIdOf(request: IncomingMessage): string {
    let traceId: string | undefined;
    this.tell(() => (traceId = this.options.traceId?.(request)));
    const header = request.headers?.['traceparent'];
    return (
      traceId ?? (typeof header === 'string' ? TRACEPARENT.exec(header)?.[1] : undefined) ?? newTraceId()
    );
  }

  private tell(listener: () => void): void {
    try {
      listener();
    } catch (error) {
      process.emitWarning(`A listener of ErrorsModule failed: ${String(error)}`);
    }
  }
}

function retryAfter(error: unknown, status: number): Readonly<Record<string, string>> {
  const given = error instanceof AppError ? error.retryAfterSeconds : undefined;
  if (given !== undefined) return { 'retry-after': String(Math.max(0, Math.ceil(given))) };
  return status === 429 || status === 503 ? { 'retry-after': String(DEFAULT_RETRY_AFTER_SECONDS) } : {};
}
