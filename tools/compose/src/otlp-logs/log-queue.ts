import type { LogRecord } from './log-record.js';

/** Takes a batch away; rejects when it could not. */
export type Send = (records: readonly LogRecord[], signal: AbortSignal) => Promise<void>;

export interface LogQueueOptions {
  readonly send: Send;
  /** Told of a batch that could not be sent, and of records that were dropped meanwhile. */
  readonly onFailure: (error: unknown, dropped: number) => void;
  /** How many records wait at most; further ones are dropped. Default 2 000. */
  readonly capacity?: number;
  /** How many leave at once. Default 500. */
  readonly batchSize?: number;
  /** How long one batch may take. Default 5 000. */
  readonly timeoutMs?: number;
}

/** Records on their way out: bounded, one batch at a time, and nobody ever waits for them. */
export class LogQueue {
  readonly #options: Required<LogQueueOptions>;
  readonly #waiting: LogRecord[] = [];
  #dropped = 0;
  #sending = false;

  constructor(options: LogQueueOptions) {
    this.#options = { capacity: 2_000, batchSize: 500, timeoutMs: 5_000, ...options };
  }

  add(record: LogRecord): void {
    if (this.#waiting.length < this.#options.capacity) this.#waiting.push(record);
    else this.#dropped += 1;
  }

  /**
   * Sends what waits. A batch that fails stays and is sent again by a later call; a call while
   * another is under way does nothing.
   */
  async flush(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    const { send, onFailure, batchSize, timeoutMs } = this.#options;
    try {
      while (this.#waiting.length > 0) {
        const batch = this.#waiting.slice(0, batchSize);
        await send(batch, AbortSignal.timeout(timeoutMs));
        this.#waiting.splice(0, batch.length);
      }
    } catch (error) {
      onFailure(error, this.#dropped);
      this.#dropped = 0;
    } finally {
      this.#sending = false;
    }
  }
}
