import type { Ending } from './flow.js';
import type { Attributes, Stage, StageSetup } from './stage.js';

/** After `bytes` bytes the connection is closed; what has passed counts on when the limit is changed. */
export class LimitData implements Stage {
  readonly #setup: StageSetup;
  #limit: number;
  #passed = 0;
  #closed = false;

  constructor(setup: StageSetup) {
    this.#setup = setup;
    this.#limit = setup.attributes.bytes ?? 0;
  }

  write(chunk: Buffer): void {
    const { output } = this.#setup;
    const allowed = this.#closed ? 0 : Math.min(chunk.length, Math.max(0, this.#limit - this.#passed));
    this.#passed += allowed;
    if (allowed > 0) output.write(chunk.subarray(0, allowed));
    if (allowed < chunk.length) output.discard(chunk.length - allowed);
    if (this.#passed >= this.#limit) this.#close();
  }

  finish(ending: Ending): void {
    if (!this.#closed) this.#setup.output.finish(ending);
  }

  configure({ bytes = 0 }: Attributes): void {
    this.#limit = bytes;
  }

  release(): void {
    // Nothing is held.
  }

  dispose(): void {
    // Nothing waits.
  }

  #close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#setup.output.finish('close');
  }
}
