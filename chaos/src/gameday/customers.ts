import { generateTraffic, percentileMs, systemClock, type Sample } from '@baluarte/chaos';
import { placedOrders, productPages } from '../world/traffic.js';
import type { World } from '../world/world.js';
import type { Scenario } from './scenario.js';

const ORDERS_PER_SECOND = 4;
const PAGES_PER_SECOND = 8;
const LOOK_BACK_MS = 6_000;
/** Fewer than that say nothing. */
const ENOUGH = 30;

/** Those who use the shop while a team looks for what is wrong with it. */
export class Customers {
  readonly #startedMs = systemClock.now();
  readonly #leaving = new AbortController();
  readonly #traffic: Promise<unknown>;
  #samples: Sample[] = [];

  constructor(world: World) {
    const during = { clock: systemClock, startedMs: this.#startedMs, signal: this.#leaving.signal };
    const come = [placedOrders(world, ORDERS_PER_SECOND), productPages(world, PAGES_PER_SECOND)];
    this.#traffic = Promise.all(
      come.map((each) => generateTraffic(each, during, (sample) => this.#note(sample))),
    );
  }

  /** Whether nobody of those who were answered lately was hurt. */
  areWell({ isHurt }: Scenario): boolean {
    const lately = this.#lately();
    const hurt = lately.filter(isHurt).length;
    return lately.length >= ENOUGH && hurt <= 0.02 * lately.length;
  }

  /** One line for each traffic. */
  describe(): string {
    const lately = this.#lately();
    return [...new Set(lately.map(({ traffic }) => traffic))]
      .map((traffic) => {
        const own = lately.filter((sample) => sample.traffic === traffic);
        const counts = new Map<string, number>();
        for (const { status, errorCode = '' } of own) {
          const key = `${status === 0 ? 'no answer' : status} ${errorCode}`.trim();
          counts.set(key, (counts.get(key) ?? 0) + 1);
        }
        const got = [...counts].map(([key, count]) => `${key} × ${count}`).join(', ');
        return `${traffic} of the last ${LOOK_BACK_MS / 1_000} s: ${got}; 95 % within ${percentileMs(own, 95).toFixed(0)} ms`;
      })
      .join('\n');
  }

  async leave(): Promise<void> {
    this.#leaving.abort();
    await this.#traffic;
  }

  #note(sample: Sample): void {
    this.#samples = [...this.#lately(), sample];
  }

  /** Those who were answered lately, however long ago they asked. */
  #lately(): Sample[] {
    const fromMs = systemClock.now() - this.#startedMs - LOOK_BACK_MS;
    return this.#samples.filter(({ atMs, durationMs }) => atMs + durationMs >= fromMs);
  }
}
