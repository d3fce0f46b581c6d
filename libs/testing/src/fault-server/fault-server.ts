import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { freePort } from '../free-port.js';
import type { Exchange, FaultScenario, ReceivedRequest } from './exchange.js';
import { faults } from './faults.js';

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

/** A real HTTP server on 127.0.0.1 that does to each request what its script says. */
export class FaultServer {
  readonly #server: Server;
  readonly #received: Writable<ReceivedRequest>[] = [];
  readonly #open = new Set<Socket>();
  #scenarios: readonly FaultScenario[] = [faults.respond()];
  #next = 0;
  #connections = 0;

  private constructor() {
    const patient = { keepAliveTimeout: 60_000, requestTimeout: 0, headersTimeout: 0 };
    this.#server = createServer(patient, (request, response) => this.#receive(request, response));
    this.#server.on('connection', (socket) => this.#accept(socket));
    this.#server.on('clientError', (_error, socket) => socket.destroy());
  }

  /** Starts a server that answers 200 with no body until it has a script. */
  static async start(): Promise<FaultServer> {
    const server = new FaultServer();
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  /** A port of 127.0.0.1 where nobody listens, so that connections are refused. */
  static refusingPort(): Promise<number> {
    return freePort();
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** `http://127.0.0.1:<port>` */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Every request, in the order of arrival, those that were reset included. */
  get requests(): readonly ReceivedRequest[] {
    return this.#received;
  }

  /** How many connections have been opened so far. */
  get connections(): number {
    return this.#connections;
  }

  /** How many connections are open now. */
  get openConnections(): number {
    return this.#open.size;
  }

  /** What happens to the next requests, one scenario each; the last one is for all that follow. */
  script(...scenarios: [FaultScenario, ...FaultScenario[]]): this {
    this.#scenarios = scenarios;
    this.#next = 0;
    return this;
  }

  /** Closes the server and every connection. */
  async close(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const socket of this.#open) socket.destroy();
    await closed;
  }

  #accept(socket: Socket): void {
    this.#connections += 1;
    this.#open.add(socket);
    socket.once('close', () => this.#open.delete(socket));
    socket.on('error', () => socket.destroy());
    if (this.#scenario().reads !== 'nothing') return;
    this.#take();
    this.#received.push({ method: '', path: '', headers: {}, body: Buffer.alloc(0), abandoned: false });
    socket.resetAndDestroy();
  }

  #receive(request: IncomingMessage, response: ServerResponse): void {
    const { method = '', url: path = '', headers } = request;
    const received = { method, path, headers, body: Buffer.alloc(0), abandoned: false };
    this.#received.push(received);
    const exchange = exchangeOf(request, response, () => (received.abandoned = true));
    const { reads, play } = this.#take();
    if (reads !== 'everything') return play(exchange);
    const chunks: Buffer[] = [];
    request.on('error', () => response.destroy());
    request.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      received.body = Buffer.concat(chunks);
    });
    request.once('end', () => play(exchange));
  }

  #scenario(): FaultScenario {
    return this.#scenarios[Math.min(this.#next, this.#scenarios.length - 1)] as FaultScenario;
  }

  #take(): FaultScenario {
    const scenario = this.#scenario();
    this.#next += 1;
    return scenario;
  }
}

function exchangeOf(request: IncomingMessage, response: ServerResponse, onAbandoned: () => void): Exchange {
  const { socket } = request;
  const timers = new Set<NodeJS.Timeout>();
  let endedHere = false;
  response.once('close', () => {
    if (!endedHere && !response.writableFinished) onAbandoned();
    for (const timer of timers) clearTimeout(timer);
  });
  return {
    request,
    response,
    later: (delayMs, run) => void timers.add(setTimeout(run, delayMs)),
    reset: () => {
      endedHere = true;
      socket.resetAndDestroy();
    },
    hangUp: (bytes = '') => {
      endedHere = true;
      socket.end(bytes);
    },
  };
}
