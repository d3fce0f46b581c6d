import type { ServerResponse } from 'node:http';

/** What a route gives: a status, and a body unless the status is 204. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const created = (body: unknown): Answer => ({ status: 201, body });
export const noContent: Answer = { status: 204 };

export function sendAnswer(response: ServerResponse, { status, body }: Answer): void {
  response.statusCode = status;
  if (body === undefined) return void response.end();
  response.setHeader('Content-Type', 'application/json');
  response.end(JSON.stringify(body));
}

/** Toxiproxy sends the JSON of its errors as plain text. */
export function sendError(response: ServerResponse, status: number, message: string): void {
  response.statusCode = status;
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.end(`${JSON.stringify({ error: message, status })}\n`);
}
