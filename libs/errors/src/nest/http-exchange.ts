import type { IncomingMessage, OutgoingHttpHeader, ServerResponse } from 'node:http';
import type { ArgumentsHost } from '@nestjs/common';

interface Wrapped<Raw> {
  readonly raw?: Raw;
}

/** The part of Fastify's reply that an answer goes through, so that its hooks see it. */
export interface FastifyReply {
  readonly sent: boolean;
  code(status: number): unknown;
  header(name: string, value: string): unknown;
  getHeader(name: string): OutgoingHttpHeader | undefined;
  getHeaders(): Readonly<Record<string, OutgoingHttpHeader | undefined>>;
  removeHeader(name: string): unknown;
  send(payload: string): unknown;
  hijack(): unknown;
}

/** Node's own request and response behind those of Express or Fastify. */
export interface HttpExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Only on Fastify. */
  readonly reply?: FastifyReply | undefined;
}

/** The exchange that a filter was called for. */
export function exchangeOf(host: ArgumentsHost): HttpExchange {
  const http = host.switchToHttp();
  const request = http.getRequest<IncomingMessage & Wrapped<IncomingMessage>>();
  const response = http.getResponse<(ServerResponse | FastifyReply) & Wrapped<ServerResponse>>();
  return {
    request: request.raw ?? request,
    response: response.raw ?? (response as ServerResponse),
    reply: 'hijack' in response ? response : undefined,
  };
}
