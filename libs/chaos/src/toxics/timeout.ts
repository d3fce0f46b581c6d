import type { Timer } from '../clock.js';
import type { Attributes, ReleaseReason, Stage, StageSetup } from './stage.js';

/**
 * Nothing goes on any more, and the connection is closed when nothing has come for `timeout` ms;
 * with 0 it hangs until the toxic is removed. Removal closes it, for its stream has a gap.
 */
export class Timeout implements Stage {
  readonly #setup: StageSetup;
  #timeoutMs: number;
  #timer: Timer | undefined;

  constructor(setup: StageSetup) {
    this.#setup = setup;
    this.#timeoutMs = setup.attributes.timeout ?? 0;
    this.#restart();
  }

  write(chunk: Buffer): void {
    this.#setup.output.discard(chunk.length);
    this.#restart();
  }

  finish(): void {
    // The source's end is swallowed as its bytes are.
  }

  configure({ timeout = 0 }: Attributes): void {
    this.#timeoutMs = timeout;
    this.#restart();
  }

  release(reason: ReleaseReason): void {
    this.dispose();
    if (reason === 'removed') this.#setup.output.finish('close');
  }

  dispose(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #restart(): void {
    this.dispose();
    if (this.#timeoutMs === 0) return;
    this.#timer = this.#setup.clock.setTimer(this.#timeoutMs, () => this.#setup.output.finish('close'));
  }
}
