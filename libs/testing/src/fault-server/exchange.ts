import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';

/** A request as it reached the server. */
export interface ReceivedRequest {
  /** Empty when the connection was reset before anything was read. */
  readonly method: string;
  /** With the query string; empty when the connection was reset before anything was read. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** What has arrived of the body so far. */
  readonly body: Buffer;
  /** Whether the client closed the connection before it had the whole answer. */
  readonly abandoned: boolean;
}

/** One request, and the means to answer or to hurt it. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Resets the connection: the client sees ECONNRESET. */
  reset(): void;
  /** Ends the connection in order, after these bytes. */
  hangUp(bytes?: string | Buffer): void;
  /** Runs something later, unless the connection or the server is closed before. */
  later(delayMs: number, run: () => void): void;
}

/** What the server does to one request. */
export interface FaultScenario {
  /** How much of the request is read before `play`; with `nothing` a new connection is reset before it has a request. */
  readonly reads: 'nothing' | 'head' | 'everything';
  readonly play: (exchange: Exchange) => void;
}
