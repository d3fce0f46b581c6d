import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Clock, Timer } from '../clock.js';
import type { Toxic } from '../toxics/toxic.js';
import type { ToxicSet, ToxicTarget } from '../toxics/toxic-set.js';
import { closeEndpoint, resetEndpoint } from './endpoint.js';
import { Link } from './link.js';

/** How long a side may take to receive what was written before the connection was closed. */
const CLOSE_MS = 5_000;
/** How an HTTP request begins, as opposed to the rest of one. */
const REQUEST = /^[A-Z]{3,} [/*h]/;
const REQUEST_BYTES = 32;

export interface ConnectionSetup {
  readonly client: Socket;
  readonly upstream: Duplex;
  readonly toxics: ToxicSet;
  readonly clock: Clock;
  /** Whether the client should leave for another connection when it begins its next HTTP request. */
  readonly leaves: () => boolean;
  /** The client has left; its request has yet to be read from it. */
  readonly onLeft: () => void;
  /** Nothing of it is left. */
  readonly onClosed: () => void;
}

/** A client and its server, joined in both directions. */
export class Connection implements ToxicTarget {
  readonly #setup: ConnectionSetup;
  readonly #links: { readonly upstream: Link; readonly downstream: Link };
  #open = 2;
  #awaitsAnswer = false;
  #timer: Timer | undefined;

  constructor(setup: ConnectionSetup) {
    this.#setup = setup;
    const { client, upstream, toxics, clock } = setup;
    const onBreak = (ending: 'close' | 'reset') => (ending === 'reset' ? this.reset() : this.close());
    this.#links = {
      upstream: new Link({
        ...{ source: client, destination: upstream, toxics: toxics.of('upstream'), clock, onBreak },
        admits: (chunk) => this.#admitsRequest(chunk),
      }),
      downstream: new Link({
        ...{ source: upstream, destination: client, toxics: toxics.of('downstream'), clock, onBreak },
        admits: () => this.#admitsAnswer(),
      }),
    };
    for (const endpoint of [client, upstream]) endpoint.once('close', () => this.#onEndpointClosed());
  }

  start(): void {
    this.#links.upstream.start();
    this.#links.downstream.start();
  }

  addToxic(toxic: Toxic): void {
    this.#links[toxic.stream].chain.add(toxic);
  }

  updateToxic(toxic: Toxic): void {
    this.#links[toxic.stream].chain.update(toxic);
  }

  removeToxic(toxic: Toxic): void {
    this.#links[toxic.stream].chain.remove(toxic);
  }

  /** Closes both sides after what was written to them. */
  close(): void {
    if (this.#open === 0) return;
    closeEndpoint(this.#setup.client);
    closeEndpoint(this.#setup.upstream);
    this.#timer ??= this.#setup.clock.setTimer(CLOSE_MS, () => this.cut());
  }

  /** Cuts both sides with RST. */
  reset(): void {
    resetEndpoint(this.#setup.client);
    resetEndpoint(this.#setup.upstream);
  }

  /** Closes both sides at once. */
  cut(): void {
    this.#setup.client.destroy();
    this.#setup.upstream.destroy();
  }

  /** Bytes that come after an answer, and look like it, begin a request. */
  #admitsRequest(chunk: Buffer): boolean {
    const begins = !this.#awaitsAnswer;
    this.#awaitsAnswer = true;
    if (!begins || !this.#setup.leaves()) return true;
    const isIdle = this.#links.upstream.isEmpty && this.#links.downstream.isEmpty;
    if (!isIdle || !REQUEST.test(chunk.toString('latin1', 0, REQUEST_BYTES))) return true;
    this.#leave(chunk);
    return false;
  }

  #admitsAnswer(): boolean {
    this.#awaitsAnswer = false;
    return true;
  }

  #leave(request: Buffer): void {
    const { client, upstream, onLeft } = this.#setup;
    this.#links.upstream.detach();
    client.pause();
    client.unshift(request);
    this.#end();
    upstream.destroy();
    onLeft();
  }

  #onEndpointClosed(): void {
    this.#open -= 1;
    if (this.#open === 0) this.#end();
  }

  #end(): void {
    this.#open = 0;
    this.#timer?.cancel();
    this.#links.upstream.dispose();
    this.#links.downstream.dispose();
    this.#setup.onClosed();
  }
}
