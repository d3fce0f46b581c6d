import type { Duplex } from 'node:stream';
import type { Clock } from '../clock.js';
import { Chain } from '../toxics/chain.js';
import type { Ending, Flow } from '../toxics/flow.js';
import type { Toxic } from '../toxics/toxic.js';

/** How much one direction holds with no toxic before its source has to wait. */
const BUFFER_BYTES = 131_072;

export interface LinkSetup {
  readonly source: Duplex;
  readonly destination: Duplex;
  readonly toxics: Iterable<Toxic>;
  readonly clock: Clock;
  /** The direction is over in a way that ends the other one too. */
  readonly onBreak: (ending: 'close' | 'reset') => void;
  /** Whether bytes may go this way; asked for all that come. */
  readonly admits: (chunk: Buffer) => boolean;
}

/** One direction of a connection: from a source through the toxics to a destination. */
export class Link {
  readonly #setup: LinkSetup;
  readonly chain: Chain;
  /** Read from the source, and neither written to the destination nor thrown away. */
  #inFlightBytes = 0;
  #sourceIsOver = false;

  constructor(setup: LinkSetup) {
    this.#setup = setup;
    this.chain = new Chain(setup.clock, this.#sink(), setup.toxics);
  }

  /** Whether everything read was written. */
  get isEmpty(): boolean {
    return this.#inFlightBytes === 0;
  }

  start(): void {
    const { source } = this.#setup;
    source.on('data', this.#onData);
    source.once('end', this.#onEnd);
    source.on('error', this.#onError);
    source.once('close', this.#onClose);
    source.resume();
  }

  /** Reads no more from the source. */
  detach(): void {
    const { source } = this.#setup;
    source.off('data', this.#onData);
    source.off('end', this.#onEnd);
    source.off('error', this.#onError);
    source.off('close', this.#onClose);
  }

  /** The connection is gone. */
  dispose(): void {
    this.#sourceIsOver = true;
    this.chain.dispose();
  }

  readonly #onData = (chunk: Buffer): void => {
    if (!this.#setup.admits(chunk)) return;
    this.#inFlightBytes += chunk.length;
    this.chain.write(chunk);
    this.#throttle();
  };

  readonly #onEnd = (): void => this.#sourceOver('end');

  readonly #onError = (error: NodeJS.ErrnoException): void =>
    this.#sourceOver(error.code === 'ECONNRESET' ? 'reset' : 'close');

  readonly #onClose = (): void => this.#sourceOver('close');

  #sink(): Flow {
    const { destination, onBreak } = this.#setup;
    return {
      write: (chunk) => {
        if (destination.writable) destination.write(chunk, () => this.#settle(chunk.length));
        else this.#settle(chunk.length);
      },
      finish: (ending) => {
        if (ending === 'end') destination.end();
        else onBreak(ending);
      },
      discard: (bytes) => this.#settle(bytes),
    };
  }

  #settle(bytes: number): void {
    this.#inFlightBytes -= bytes;
    this.#throttle();
  }

  #throttle(): void {
    if (this.#sourceIsOver) return;
    const { source } = this.#setup;
    const limit = BUFFER_BYTES + this.chain.bufferBytes;
    if (this.#inFlightBytes >= limit) source.pause();
    else if (source.isPaused() && this.#inFlightBytes <= limit / 2) source.resume();
  }

  #sourceOver(ending: Ending): void {
    if (this.#sourceIsOver) return;
    this.#sourceIsOver = true;
    this.chain.finish(ending);
  }
}
