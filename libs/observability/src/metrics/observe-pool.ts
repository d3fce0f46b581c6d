import { DATABASE_POOL_CONNECTIONS } from './definitions.js';
import type { Metrics } from './metrics.js';

/** A pool of database connections: `Database` of `@baluarte/persistence` is one. */
export interface ObservedPool {
  stats(): {
    readonly total: number;
    readonly idle: number;
    readonly waiting: number;
    readonly max: number;
  };
}

/** Shows at each scrape how busy a pool is. */
export function observePool(pool: ObservedPool, metrics: Metrics): void {
  metrics.gaugeAtScrape(DATABASE_POOL_CONNECTIONS, (gauge) => {
    const { total, idle, waiting, max } = pool.stats();
    gauge.set({ state: 'in_use' }, total - idle);
    gauge.set({ state: 'idle' }, idle);
    gauge.set({ state: 'waiting' }, waiting);
    gauge.set({ state: 'max' }, max);
  });
}
