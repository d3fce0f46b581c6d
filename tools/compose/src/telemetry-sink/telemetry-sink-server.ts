import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { ReceivedTelemetry } from './received-telemetry.js';

/**
 * Takes OTLP over HTTP, in JSON, at `/v1/traces` and `/v1/logs`, and shows at `GET /?trace_id=…` what
 * came. What is no JSON is answered with 400.
 */
export function telemetrySinkServer(received: ReceivedTelemetry): Server {
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => send(response, 400, { message: String(error) }));
  });
  server.requestTimeout = 10_000;
  return server;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (request.method === 'GET')
      return send(response, 200, received.list(searchParams.get('trace_id') ?? undefined));
    const body = JSON.parse(await text(request)) as object;
    if (pathname === '/v1/traces') received.addTraces(body);
    else if (pathname === '/v1/logs') received.addLogs(body);
    else return send(response, 404, { message: `There is nothing at ${pathname}.` });
    send(response, 200, {});
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  if (response.headersSent) return;
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}
