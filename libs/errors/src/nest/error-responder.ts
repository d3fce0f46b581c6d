import {
  validateHeaderName,
  validateHeaderValue,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '../app-error.js';
import { prefersProblemDetails } from '../body/accept.js';
import { entryOf, toErrorBody } from '../body/error-body.js';
import { toProblemDetails } from '../body/problem-details.js';
import { ProtocolError } from '../classes/business-errors.js';
import { newTraceId, systemTime } from '../system-clock.js';
import { ErrorsSettings } from './errors-settings.js';
import type { HttpExchange } from './http-exchange.js';
import { writeAnswer, type ErrorAnswer } from './write-answer.js';

const TRACE_ID = /^(?!0{32})[0-9a-f]{32}$/;
const TRACEPARENT =
  /^(?:00-([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}|(?!00|ff)[0-9a-f]{2}-([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?:-.*)?)$/;
const RETRY_AFTER_SECONDS = '1';
const LONGEST_WAIT_SECONDS = 86_400;

/** Turns whatever was thrown into the one answer of the contract and tells those who listen. */
@Injectable()
export class ErrorResponder {
  readonly #over = new WeakSet<ServerResponse>();

  constructor(@Inject(ErrorsSettings) private readonly settings: ErrorsSettings) {}

  /** Answers an exchange with an error. Never throws. */
  respond(error: unknown, exchange: HttpExchange): void {
    if (this.#over.has(exchange.response)) return;
    writeAnswer(this.answerTo(error, exchange.request), exchange);
  }

  /** Lets nothing more be said about an exchange whose connection was answered by other means. */
  endOf(response: ServerResponse): void {
    this.#over.add(response);
  }

  /** The answer to an error. Never throws. */
  answerTo(error: unknown, request: IncomingMessage): ErrorAnswer {
    const { serviceName, documentationBaseUrl, catalogue } = this.settings;
    const traceId = this.traceIdOf(request);
    const entry = entryOf(error, catalogue);
    const timestamp = systemTime();
    const body = toErrorBody(error, { traceId, serviceName, documentationBaseUrl, catalogue, timestamp });
    this.tell(() => this.settings.onError({ error, body, entry, request }));
    const isProblem = prefersProblemDetails(request.headers.accept);
    return {
      status: entry.status,
      headers: {
        ...ownHeadersOf(error),
        'content-type': `application/${isProblem ? 'problem+json' : 'json'}; charset=utf-8`,
        'cache-control': 'no-store',
        'x-trace-id': traceId,
      },
      defaultHeaders: [429, 503].includes(entry.status) ? { 'retry-after': RETRY_AFTER_SECONDS } : {},
      payload: JSON.stringify(isProblem ? toProblemDetails(body, entry) : body),
    };
  }

  private traceIdOf(request: IncomingMessage): string {
    let given: unknown;
    this.tell(() => (given = this.settings.traceId(request)));
    const header = request.headers['traceparent'];
    const parts = typeof header === 'string' ? TRACEPARENT.exec(header) : null;
    const candidates = [given, parts?.[1] ?? parts?.[2]];
    return candidates.find((id): id is string => typeof id === 'string' && TRACE_ID.test(id)) ?? newTraceId();
  }

  private tell(listener: () => void): void {
    try {
      listener();
    } catch (error) {
      const reason = error instanceof Error ? error.message : typeof error;
      process.emitWarning(`A function given to ErrorsModule threw: ${reason}`, 'ErrorsModuleWarning');
    }
  }
}

/** `Retry-After`, and what an error asks for itself; a header that HTTP does not allow is left out. */
function ownHeadersOf(error: unknown): Readonly<Record<string, string>> {
  try {
    if (!(error instanceof AppError)) return {};
    const { retryAfterSeconds: seconds } = error;
    const wait =
      seconds === undefined ? undefined : Math.ceil(Math.min(Math.max(0, seconds), LONGEST_WAIT_SECONDS));
    return {
      ...(error instanceof ProtocolError && allowed(error.headers)),
      ...(wait !== undefined && Number.isFinite(wait) && { 'retry-after': String(wait) }),
    };
  } catch {
    return {};
  }
}

function allowed(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name, value]) => isAllowed(name, value))
      .map(([name, value]) => [name.toLowerCase(), value]),
  );
}

function isAllowed(name: string, value: string): boolean {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}
