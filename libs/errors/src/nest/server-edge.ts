import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { ProtocolError } from '../classes/business-errors.js';
import { ErrorResponder } from './error-responder.js';
import { answerOnSocket } from './answer-on-socket.js';
import { fastifyOf } from './fastify-instance.js';
import { RouteTable } from './route-table.js';
import { protocolError, translateError } from './translate-error.js';
import { markLeaving } from './write-answer.js';

/** A listener of Node's; Express takes a third argument that it calls instead of its own 404 page. */
type RequestListener = (
  request: IncomingMessage,
  response: ServerResponse,
  nothingAnswered: (error?: unknown) => void,
) => void;

/** What Node calls the failures of a connection that have a code of their own. */
const CODES: ReadonlyMap<string | undefined, string> = new Map([
  ['HPE_INVALID_EOF_STATE', 'REQUEST_ABORTED'],
  ['HPE_HEADER_OVERFLOW', 'HEADERS_TOO_LARGE'],
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', 'PAYLOAD_TOO_LARGE'],
  ['ERR_HTTP_REQUEST_TIMEOUT', 'REQUEST_TIMEOUT'],
]);

/**
 * Stands between Node's server and the framework for what no filter is ever asked about: requests that are
 * not HTTP, URLs that cannot be decoded or are too long, and Express's own page for paths outside a prefix.
 */
@Injectable()
export class ServerEdge {
  readonly #exchanges = new WeakMap<Socket, { request: IncomingMessage; response: ServerResponse }>();
  readonly #refused = new WeakSet<Socket>();

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly responder: ErrorResponder,
    private readonly routes: RouteTable,
  ) {
    fastifyOf(host)?.addHook('onSend', (_request, reply, payload, done) => {
      markLeaving(reply.raw);
      done(null, payload);
    });
  }

  /** Begins. To be called when the framework listens to the server already and nobody else does yet. */
  install(): void {
    const server: (Server & { requireHostHeader?: boolean }) | undefined =
      this.host.httpAdapter?.getHttpServer();
    if (typeof server?.listeners !== 'function') return;
    const wantsHost = server.requireHostHeader === true;
    // Node would answer with an empty 400 by itself.
    if (wantsHost) server.requireHostHeader = false;
    this.standBefore(server, wantsHost);
    server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) =>
      this.responder.respond(protocolError('EXPECTATION_FAILED'), { request, response }),
    );
    server.removeAllListeners('clientError');
    server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => this.refuse(error, socket));
  }

  private standBefore(server: Server, wantsHost: boolean): void {
    const listeners = server.listeners('request') as RequestListener[];
    server.removeAllListeners('request');
    server.on('request', (request, response) => {
      this.#exchanges.set(request.socket, { request, response });
      const refusal = this.whyRefused(request, wantsHost);
      if (refusal) return this.responder.respond(refusal, { request, response });
      const nothingAnswered = (error?: unknown) => this.answerForExpress(error, request, response);
      for (const listener of listeners) listener.call(server, request, response, nothingAnswered);
    });
  }

  private whyRefused(request: IncomingMessage, wantsHost: boolean): ProtocolError | undefined {
    const { url = '/', headers, httpVersion } = request;
    if (wantsHost && httpVersion === '1.1' && headers.host === undefined)
      return protocolError('MALFORMED_REQUEST', { headers: { connection: 'close' } });
    if (!isDecodable(url)) return protocolError('MALFORMED_URL');
    return this.routes.isTooLong(url) ? protocolError('URI_TOO_LONG') : undefined;
  }

  private answerForExpress(error: unknown, request: IncomingMessage, response: ServerResponse): void {
    const answer =
      error === undefined || error === null
        ? this.routes.whyNothingAnswers(request)
        : translateError(error, request);
    this.responder.respond(answer, { request, response });
  }

  /** Answers bytes that are not HTTP: after the answer that is still due on the connection, if there is one. */
  private refuse(error: NodeJS.ErrnoException, socket: Socket): void {
    const due = this.#exchanges.get(socket);
    if (this.#refused.has(socket)) return;
    this.#refused.add(socket);
    if (error.code === 'ECONNRESET' || !due || due.response.writableEnded)
      return this.answerBytes(error, socket);
    if (due.request.complete) {
      due.response.once('close', () => this.answerBytes(error, socket));
      return;
    }
    const hasBegun = due.response.headersSent;
    this.responder.endOf(due.response);
    if (hasBegun) socket.destroy(error);
    else this.answerBytes(error, socket);
  }

  private answerBytes(error: NodeJS.ErrnoException, socket: Socket): void {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy(error);
      return;
    }
    const request = { headers: {}, method: 'GET', url: '/' } as IncomingMessage;
    const refusal = protocolError(CODES.get(error.code) ?? 'MALFORMED_REQUEST', { cause: error });
    answerOnSocket(this.responder.answerTo(refusal, request), socket);
  }
}

function isDecodable(url: string): boolean {
  const path = url.split('?', 1)[0] ?? '';
  try {
    return !path.includes('%') || decodeURIComponent(path) !== undefined;
  } catch {
    return false;
  }
}
