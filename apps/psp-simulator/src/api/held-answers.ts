import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';

/** Answers that are kept back, for a time or for ever; a client that goes away and a service that ends free them. */
@Injectable()
export class HeldAnswers implements BeforeApplicationShutdown {
  readonly #held = new Set<ServerResponse>();
  #isEnding = false;

  /** Never answers. */
  hold(response: ServerResponse): void {
    if (this.#isEnding) response.destroy();
    if (response.destroyed) return;
    this.#held.add(response);
    response.once('close', () => this.#held.delete(response));
  }

  /** Waits, unless the client goes away first. */
  async delay(response: ServerResponse, durationMs: number): Promise<void> {
    if (response.destroyed) return;
    const gone = new AbortController();
    const onClose = () => gone.abort();
    response.once('close', onClose);
    try {
      await sleep(durationMs, undefined, { signal: gone.signal });
    } catch (error) {
      if (!gone.signal.aborted) throw error;
    } finally {
      response.removeListener('close', onClose);
    }
  }

  beforeApplicationShutdown(): void {
    this.#isEnding = true;
    for (const response of this.#held) response.destroy();
  }
}
