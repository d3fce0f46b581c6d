import { Agent, createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Clock } from '../clock.js';
import type { Address } from '../proxy/address.js';
import { answerStatus } from './answer-status.js';
import { forward } from './forward.js';
import type { HttpFaultSet } from './http-fault-set.js';
import { mergeFaults, type RequestFaults } from './request-faults.js';

const PATIENT = { keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0 };

/** Reads the requests of connections, and does to each what the faults say. */
export class HttpStage {
  readonly #faults: HttpFaultSet;
  readonly #upstream: () => Address;
  readonly #clock: Clock;
  readonly #server: Server;
  /** One connection to the server for each one of a client, as a TCP proxy has it. */
  readonly #agents = new WeakMap<Duplex, Agent>();

  constructor(faults: HttpFaultSet, upstream: () => Address, clock: Clock) {
    this.#faults = faults;
    this.#upstream = upstream;
    this.#clock = clock;
    this.#server = createServer(PATIENT, (request, response) => this.#receive(request, response));
  }

  /** Takes over a connection that a client has opened. */
  serve(connection: Duplex): void {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    this.#agents.set(connection, agent);
    connection.once('close', () => agent.destroy());
    this.#server.emit('connection', connection);
  }

  #receive(request: IncomingMessage, response: ServerResponse): void {
    const faults = mergeFaults(this.#faults.roll(request));
    if (faults.delayMs === 0) return this.#answer(faults, request, response);
    const timer = this.#clock.setTimer(faults.delayMs, () => this.#answer(faults, request, response));
    response.once('close', () => timer.cancel());
  }

  #answer({ status, damage }: RequestFaults, request: IncomingMessage, response: ServerResponse): void {
    const agent = this.#agents.get(request.socket);
    if (status !== undefined) answerStatus(request, response, status);
    else forward({ request, response, damage, agent, upstream: this.#upstream() });
  }
}
