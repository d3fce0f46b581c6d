import type { IncomingMessage, ServerResponse } from 'node:http';
import type { StatusAttributes } from './http-fault.js';

/** Answers what the fault says; the request's body is read and thrown away, so that the connection stays good. */
export function answerStatus(
  request: IncomingMessage,
  response: ServerResponse,
  fault: StatusAttributes,
): void {
  request.resume();
  const { status, body, headers = {} } = fault;
  const isText = body === undefined || typeof body === 'string';
  if (!isText) response.setHeader('Content-Type', 'application/json');
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.statusCode = status;
  response.end(isText ? (body ?? '') : JSON.stringify(body));
}
