import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ArgumentsHost } from '@nestjs/common';

interface Wrapped<Raw> {
  readonly raw?: Raw;
}

interface HijackableReply extends Wrapped<ServerResponse> {
  hijack?(): void;
  readonly sent?: boolean;
}

/** Node's own request and response behind those of Express or Fastify. */
export interface HttpExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Tells the framework that the answer is ours; keeps headers that hooks have set. */
  takeOver(): void;
}

/** The exchange that a filter was called for. */
export function exchangeOf(host: ArgumentsHost): HttpExchange {
  const http = host.switchToHttp();
  const request = http.getRequest<IncomingMessage & Wrapped<IncomingMessage>>();
  const response = http.getResponse<ServerResponse & HijackableReply>();
  const raw = response.raw ?? response;
  return {
    request: request.raw ?? request,
    response: raw,
    takeOver: () => {
      if (response.hijack === undefined || response.sent === true) return;
      copyHeaders(response, raw);
      response.hijack();
    },
  };
}

/** Fastify keeps headers apart from Node's response until it sends. */
function copyHeaders(
  reply: HijackableReply & { getHeaders?(): Record<string, unknown> },
  raw: ServerResponse,
): void {
  if (raw.headersSent) return;
  for (const [name, value] of Object.entries(reply.getHeaders?.() ?? {}))
    if (typeof value === 'string' || typeof value === 'number' || Array.isArray(value))
      raw.setHeader(name, value as string);
}
