import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Address } from '../proxy/address.js';
import { listen } from '../proxy/listen.js';
import { sendAnswer, sendError } from './answer.js';
import { ApiError } from './api-error.js';
import type { Routes } from './handler.js';
import { readBody } from './read-body.js';
import { match } from './router.js';

/** How long a request may take to arrive. */
const REQUEST_MS = 15_000;

/** Serves the HTTP API; requests are carried out one after the other. */
export class ControlServer {
  readonly #routes: Routes;
  readonly #server: Server;
  #last: Promise<unknown> = Promise.resolve();
  #requests = 0;

  constructor(routes: Routes) {
    this.#routes = routes;
    this.#server = createServer({ requestTimeout: REQUEST_MS }, (request, response) => {
      void this.#receive(request, response);
    });
  }

  /**
   * @returns the address with the real port
   * @throws ListenError
   */
  listen(address: Address): Promise<Address> {
    return listen(this.#server, 'The control API', address);
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }

  async #receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#requests += 1;
    response.setHeader('X-Toxiproxy-Request-Id', this.#requests);
    try {
      await this.#answer(request, response);
    } catch (error) {
      if (!request.complete) response.setHeader('Connection', 'close');
      const status = error instanceof ApiError ? error.status : 500;
      sendError(response, status, error instanceof Error ? error.message : String(error));
    }
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // A page in a browser may not steer it.
    if (request.headers['user-agent']?.startsWith('Mozilla/'))
      throw new ApiError(403, 'User agent not allowed');
    const { handler, names } = match(this.#routes, request.method ?? '', request.url ?? '');
    const json = await readBody(request);
    sendAnswer(response, await this.#inTurn(async () => handler({ json, names })));
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }
}
