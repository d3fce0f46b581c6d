import type { ServerResponse } from 'node:http';
import type { HttpExchange } from './http-exchange.js';

/** An answer ready to be written. */
export interface ErrorAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Headers that only fill a gap: what a guard or a plugin has set before is better. */
  readonly defaultHeaders: Readonly<Record<string, string>>;
  readonly payload: string;
}

/** Headers of the answer that would have been given. */
const OF_THE_LOST_ANSWER = [
  'accept-ranges',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-length',
  'content-location',
  'content-range',
  'content-type',
  'etag',
  'expires',
  'last-modified',
  'trailer',
  'transfer-encoding',
];

/** Responses that Fastify began to send; if that fails it would fail again. */
const leaving = new WeakSet<ServerResponse>();

/** Remembers that the framework began to send a response. */
export function markLeaving(response: ServerResponse): void {
  leaving.add(response);
}

/**
 * Writes an answer. One that has begun already is cut off, so that nobody takes its first half for the
 * whole; on Fastify the answer goes through its hooks, unless it was they who failed.
 */
export function writeAnswer(answer: ErrorAnswer, { request, response, reply }: HttpExchange): void {
  if (response.headersSent || response.writableEnded) {
    if (reply?.sent === false) reply.hijack();
    if (!response.writableEnded) response.destroy();
    return;
  }
  for (const name of OF_THE_LOST_ANSWER) {
    response.removeHeader(name);
    reply?.removeHeader(name);
  }
  if (reply?.sent === false && !leaving.has(response)) return writeThrough(reply, answer);
  if (reply) takeOver(reply, response);
  const headers = headersOf(answer, (name) => response.hasHeader(name));
  response.writeHead(answer.status, {
    ...headers,
    'content-length': Buffer.byteLength(answer.payload),
  });
  response.end(request.method === 'HEAD' ? undefined : answer.payload);
}

function writeThrough(reply: NonNullable<HttpExchange['reply']>, answer: ErrorAnswer): void {
  const headers = headersOf(answer, (name) => reply.getHeader(name) !== undefined);
  reply.code(answer.status);
  for (const [name, value] of Object.entries(headers)) reply.header(name, value);
  reply.send(answer.payload);
}

/** Fastify keeps headers apart from Node's response until it sends. */
function takeOver(reply: NonNullable<HttpExchange['reply']>, response: ServerResponse): void {
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) response.setHeader(name, value);
  if (!reply.sent) reply.hijack();
}

function headersOf(
  { headers, defaultHeaders }: ErrorAnswer,
  isSet: (name: string) => boolean,
): Readonly<Record<string, string>> {
  const missing = Object.entries(defaultHeaders).filter(([name]) => !isSet(name));
  return { ...Object.fromEntries(missing), ...headers };
}
