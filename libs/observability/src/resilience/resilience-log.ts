import type { ResilienceEvent } from '@baluarte/resilience';
import type { Logger as Pino } from 'pino';
import { LineLimit } from './line-limit.js';

/** While a circuit is open thousands of calls are turned away; one line in so many milliseconds tells it. */
const REJECTIONS = { lines: 1, windowMs: 10_000 } as const;
/** Single retries are of interest, a storm of them is one fact. */
const RETRIES = { lines: 10, windowMs: 10_000 } as const;

type EventOf<Type extends ResilienceEvent['type']> = Extract<ResilienceEvent, { type: Type }>;

/** Tells the log what happens to the calls of dependencies, within bounds however much happens. */
export class ResilienceLog {
  readonly #rejections: LineLimit;
  readonly #retries: LineLimit;

  constructor(
    private readonly log: Pick<Pino, 'info' | 'warn'>,
    now: () => number = () => performance.now(),
  ) {
    this.#rejections = new LineLimit(REJECTIONS, now);
    this.#retries = new LineLimit(RETRIES, now);
  }

  tell(event: ResilienceEvent): void {
    switch (event.type) {
      case 'transition':
        return this.transition(event);
      case 'rejection':
        return this.rejection(event);
      case 'retry':
        return this.retry(event);
      case 'fallback':
        return this.fallback(event);
      case 'attempt':
      case 'call':
        return;
    }
  }

  private transition({ dependency, from, to, reason, dryRun }: EventOf<'transition'>): void {
    this.log.warn({ dependency, from, to, reason, ...(dryRun && { dry_run: true }) }, `circuit is ${to}`);
  }

  private rejection({ dependency, operation, by, retryAfterMs }: EventOf<'rejection'>): void {
    const suppressed = this.#rejections.take(`${dependency} ${by}`);
    if (suppressed === undefined) return;
    const fields = { dependency, operation, by, retry_after_ms: retryAfterMs, suppressed };
    this.log.warn(fields, 'call was not sent');
  }

  private retry({ dependency, operation, attempt, delayMs, reason }: EventOf<'retry'>): void {
    const suppressed = this.#retries.take(dependency);
    if (suppressed === undefined) return;
    const fields = { dependency, operation, attempt, delay_ms: Math.round(delayMs), reason, suppressed };
    this.log.info(fields, 'attempt will be repeated');
  }

  private fallback({ dependency, operation, reason }: EventOf<'fallback'>): void {
    const suppressed = this.#retries.take(`${dependency} fallback`);
    if (suppressed === undefined) return;
    this.log.info({ dependency, operation, reason, suppressed }, 'did without a dependency');
  }
}
