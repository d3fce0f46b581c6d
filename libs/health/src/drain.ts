import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { CheckedHealthOptions } from './health-options.js';
import { HEALTH_OPTIONS } from './tokens.js';

/**
 * Ends a service without losing a request that it accepted. From the signal on it is not ready,
 * and says `Connection: close` in every answer; for `unreadyMs` it still takes requests; then Nest
 * closes the door and waits for what is in flight, `finishMs` at most.
 */
@Injectable()
export class Drain implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  readonly #logger = new Logger('Drain');
  readonly #open = new Set<ServerResponse>();
  readonly #begin = (): void => this.begin();
  #isDraining = false;
  #lastCall: NodeJS.Timeout | undefined;

  constructor(
    @Inject(HEALTH_OPTIONS) private readonly options: CheckedHealthOptions,
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
  ) {}

  get isDraining(): boolean {
    return this.#isDraining;
  }

  /** A signal that nobody else listens to still ends the process at once, as it should. */
  onApplicationBootstrap(): void {
    this.server()?.prependListener('request', (_request: IncomingMessage, response: ServerResponse) =>
      this.watch(response),
    );
    if (process.listenerCount('SIGTERM') > 0) process.prependOnceListener('SIGTERM', this.#begin);
  }

  /** Turns the service unready and asks every client to leave after its current answer. */
  begin(): void {
    if (this.#isDraining) return;
    this.#isDraining = true;
    this.#logger.log(`Draining: not ready from now on, ${this.#open.size} requests in flight.`);
    for (const response of this.#open) askToLeave(response);
  }

  async beforeApplicationShutdown(signal?: string): Promise<void> {
    this.begin();
    if (signal === 'SIGTERM' && this.options.unreadyMs > 0) await sleep(this.options.unreadyMs);
    this.#lastCall = setTimeout(() => this.cut(), this.options.finishMs);
  }

  onApplicationShutdown(): void {
    clearTimeout(this.#lastCall);
    process.removeListener('SIGTERM', this.#begin);
  }

  private watch(response: ServerResponse): void {
    this.#open.add(response);
    response.once('close', () => this.#open.delete(response));
    if (this.#isDraining) askToLeave(response);
  }

  private cut(): void {
    if (this.#open.size > 0)
      this.#logger.warn(
        `Cutting ${this.#open.size} requests that did not finish in ${this.options.finishMs} ms.`,
      );
    this.server()?.closeAllConnections();
  }

  private server(): Server | undefined {
    return this.host.httpAdapter?.getHttpServer() as Server | undefined;
  }
}

function askToLeave(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('Connection', 'close');
}
