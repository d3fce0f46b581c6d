import { STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { standardCatalogue } from '../catalogue/standard-catalogue.js';
import { ProtocolError } from '../classes/business-errors.js';
import { ErrorResponder } from './error-responder.js';

type RequestListener = (request: IncomingMessage, response: ServerResponse) => void;

/** What Node's HTTP parser calls the failures that have a code of their own. */
const PARSER_CODES: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: 'HEADERS_TOO_LARGE',
  ERR_HTTP_REQUEST_TIMEOUT: 'REQUEST_TIMEOUT',
};

/** Answers what the frameworks answer before any filter is asked: URLs they cannot decode and requests that are not HTTP. */
@Injectable()
export class ServerEdge implements OnApplicationBootstrap {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly responder: ErrorResponder,
  ) {}

  onApplicationBootstrap(): void {
    const server: Server | undefined = this.host.httpAdapter?.getHttpServer();
    if (typeof server?.listeners !== 'function') return;
    this.guardUrls(server);
    server.removeAllListeners('clientError');
    server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => this.refuse(error, socket));
  }

  private guardUrls(server: Server): void {
    const longestSegment = longestSegmentOf(this.host.httpAdapter.getInstance<FastifyInstance>());
    const listeners = server.listeners('request') as RequestListener[];
    server.removeAllListeners('request');
    server.on('request', (request, response) => {
      const refused = whyRefused(request.url, longestSegment);
      if (refused === undefined) for (const listener of listeners) listener.call(server, request, response);
      else this.responder.respond(refusal(refused), request, response);
    });
  }

  private refuse(error: NodeJS.ErrnoException, socket: Socket): void {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const request = { headers: {}, method: 'GET', url: '/' } as IncomingMessage;
    const { status, headers, payload } = this.responder.answerTo(
      refusal(PARSER_CODES[error.code ?? ''] ?? 'MALFORMED_REQUEST'),
      request,
    );
    const head = Object.entries({
      ...headers,
      'content-length': String(Buffer.byteLength(payload)),
      connection: 'close',
    })
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('');
    socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${head}\r\n${payload}`);
  }
}

/** What Fastify says of its settings. */
interface FastifyInstance {
  readonly initialConfig?: {
    readonly maxParamLength?: number;
    readonly routerOptions?: { readonly maxParamLength?: number };
  };
}

/** Fastify's limit for one part of a path, which it enforces without asking anybody; Express has none. */
function longestSegmentOf({ initialConfig }: FastifyInstance): number {
  return (
    initialConfig?.routerOptions?.maxParamLength ?? initialConfig?.maxParamLength ?? Number.POSITIVE_INFINITY
  );
}

function whyRefused(url: string | undefined, longestSegment: number): string | undefined {
  const path = url?.split('?', 1)[0] ?? '';
  if (path.length > longestSegment && path.split('/').some((segment) => segment.length > longestSegment))
    return 'URI_TOO_LONG';
  return isDecodable(path) ? undefined : 'MALFORMED_URL';
}

function isDecodable(path: string): boolean {
  if (!path.includes('%')) return true;
  try {
    decodeURIComponent(path);
    return true;
  } catch (error) {
    if ((error as Error).name === 'URIError') return false;
    throw error;
  }
}

function refusal(code: string): ProtocolError {
  const entry = standardCatalogue.get(code);
  if (entry === undefined) throw new Error(`${code} is missing from the catalogue.`);
  return new ProtocolError(entry, entry.message);
}
