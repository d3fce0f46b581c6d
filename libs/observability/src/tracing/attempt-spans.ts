import { subscribe } from 'node:diagnostics_channel';
import { context, createContextKey, SpanKind, SpanStatusCode, trace, type Span } from '@opentelemetry/api';
import type { ResilienceEvent } from '@baluarte/resilience';
import { redactText } from '../redaction/redact-text.js';
import { formatTraceparent } from '../trace-context/traceparent.js';
import { startInnerSpan } from './start-span.js';

/** The part that is used of a request which undici is about to send. */
interface UndiciRequest {
  readonly method: string;
  readonly origin: string | URL;
  readonly path: string;
  /** Names and values in turn. */
  readonly headers: string[];
}

type AttemptEvent = Extract<ResilienceEvent, { type: 'attempt' }>;

const CALL = createContextKey('baluarte traced call');
/** Answers arrive in the context of their connection, which is that of another request. */
const spans = new WeakMap<UndiciRequest, Span>();
let isListening = false;

/** One call of an axios client, and the span of the attempt that is under way. */
class TracedCall {
  attempt = 0;
  span: Span | undefined;

  constructor(readonly operation: string | undefined) {}

  /** Ends the span of the last attempt, unless it has ended. */
  end(): void {
    this.span?.end();
    this.span = undefined;
  }
}

/** The call that the current piece of work belongs to, if its attempts get spans here. */
export function tracedCall(): TracedCall | undefined {
  return context.active().getValue(CALL) as TracedCall | undefined;
}

/**
 * Gives every request that undici sends for a traced call a client span of its own: there is one for each
 * attempt, and the dependency sees it as its caller. It costs less than undici's instrumentation, which
 * serves all other requests, and it knows what an instrumentation cannot: which attempt it is of which operation.
 */
export function startAttemptSpans(): void {
  if (isListening) return;
  isListening = true;
  subscribe('undici:request:create', (message) => begin((message as { request: UndiciRequest }).request));
  subscribe('undici:request:headers', (message) => {
    const { request, response } = message as {
      request: UndiciRequest;
      response: { statusCode: number };
    };
    const span = spans.get(request);
    if (span?.isRecording() === true) span.setAttribute('http.response.status_code', response.statusCode);
  });
}

/** Runs a call whose attempts get spans, if it is made within a trace. */
export function inTracedCall<Result>(
  operation: string | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  if (!isListening || trace.getActiveSpan() === undefined) return work();
  const call = new TracedCall(operation);
  return context.with(context.active().setValue(CALL, call), work).finally(() => call.end());
}

/** Tells the span of an attempt how it ended, and ends it. Only what speaks against the dependency is an error. */
export function endAttemptSpan(event: AttemptEvent): void {
  const call = tracedCall();
  const span = call?.span;
  if (call === undefined || span === undefined) return;
  if (span.isRecording()) {
    const { dependency, attempt, outcome, reason, circuit } = event;
    span.setAttributes({
      'resilience.dependency': dependency,
      'resilience.attempt': attempt,
      'resilience.outcome': outcome,
      'resilience.circuit_state': circuit,
    });
    if (outcome !== 'success') span.setAttribute('error.type', reason);
    if (outcome === 'failure') span.setStatus({ code: SpanStatusCode.ERROR, message: reason });
  }
  call.end();
}

function begin(request: UndiciRequest): void {
  const call = tracedCall();
  if (call === undefined) return;
  call.end();
  call.attempt += 1;
  const { method, headers } = request;
  const { operation, attempt } = call;
  const span = startInnerSpan(operation === undefined ? method : `${method} ${operation}`, {
    kind: SpanKind.CLIENT,
  });
  if (span === undefined) return;
  call.span = span;
  spans.set(request, span);
  if (span.isRecording()) describe(span, request);
  if (attempt > 1) span.setAttribute('http.request.resend_count', attempt - 1);
  replace(headers, 'traceparent', formatTraceparent(span.spanContext()));
}

/** By OpenTelemetry's conventions for HTTP clients; queries hold what callers put there, secrets too. */
function describe(span: Span, { method, origin, path }: UndiciRequest): void {
  const { hostname, port, protocol } = new URL(origin);
  span.setAttribute('http.request.method', method);
  span.setAttribute('url.full', redactText(`${String(origin)}${path.replace(/[?#].*$/s, '')}`));
  span.setAttribute('server.address', hostname);
  span.setAttribute('server.port', Number(port) || (protocol === 'https:' ? 443 : 80));
}

function replace(headers: string[], name: string, value: string): void {
  for (let index = 0; index < headers.length; index += 2)
    if (headers[index]?.toLowerCase() === name) {
      headers[index + 1] = value;
      return;
    }
  headers.push(name, value);
}
