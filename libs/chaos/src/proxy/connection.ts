import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Clock, Timer } from '../clock.js';
import type { Toxic } from '../toxics/toxic.js';
import type { ToxicSet, ToxicTarget } from '../toxics/toxic-set.js';
import { closeEndpoint, resetEndpoint } from './endpoint.js';
import { Link } from './link.js';

/** How long a side may take to receive what was written before the connection was closed. */
const CLOSE_MS = 5_000;
/** A connection is idle when its last bytes were an answer, and so much time has gone by since. */
const IDLE_MS = 100;

export interface ConnectionSetup {
  readonly client: Duplex;
  readonly upstream: Duplex;
  readonly toxics: ToxicSet;
  readonly clock: Clock;
  readonly onClosed: () => void;
}

/** A client and its server, joined in both directions. */
export class Connection implements ToxicTarget {
  readonly #setup: ConnectionSetup;
  readonly #links: { readonly upstream: Link; readonly downstream: Link };
  #open = 2;
  #awaitsAnswer = false;
  #retiring = false;
  #timer: Timer | undefined;

  constructor(setup: ConnectionSetup) {
    this.#setup = setup;
    const { client, upstream, toxics, clock } = setup;
    const onBreak = (ending: 'close' | 'reset') => (ending === 'reset' ? this.reset() : this.close());
    this.#links = {
      upstream: new Link({
        ...{ source: client, destination: upstream, toxics: toxics.of('upstream'), clock, onBreak },
        onBytes: () => (this.#awaitsAnswer = true),
      }),
      downstream: new Link({
        ...{ source: upstream, destination: client, toxics: toxics.of('downstream'), clock, onBreak },
        onBytes: () => this.#onAnswer(),
      }),
    };
    for (const endpoint of [client, upstream]) endpoint.once('close', () => this.#onEndpointClosed());
  }

  /** Whether it goes to the server itself, and not to a stage that reads its requests. */
  get isPlain(): boolean {
    return this.#setup.upstream instanceof Socket;
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
    this.#retiring = false;
    closeEndpoint(this.#setup.client);
    closeEndpoint(this.#setup.upstream);
    this.#schedule(CLOSE_MS, () => this.cut());
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

  /** Closes the connection once it is idle. */
  retire(): void {
    this.#retiring = true;
    this.#schedule(IDLE_MS, () => this.#retireIfIdle());
  }

  #retireIfIdle(): void {
    const { upstream, downstream } = this.#links;
    if (this.#awaitsAnswer || !upstream.isEmpty || !downstream.isEmpty) this.retire();
    else this.close();
  }

  #onAnswer(): void {
    this.#awaitsAnswer = false;
    if (this.#retiring) this.retire();
  }

  #schedule(delayMs: number, callback: () => void): void {
    this.#timer?.cancel();
    if (this.#open > 0) this.#timer = this.#setup.clock.setTimer(delayMs, callback);
  }

  #onEndpointClosed(): void {
    this.#open -= 1;
    if (this.#open > 0) return;
    this.#timer?.cancel();
    this.#links.upstream.dispose();
    this.#links.downstream.dispose();
    this.#setup.onClosed();
  }
}
