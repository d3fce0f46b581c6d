import { Pool } from 'undici';
import { timedConnector } from './timed-connector.js';
import type { UndiciTransportOptions } from './transport-options.js';

export interface TransportStats {
  /** Connections that are open. */
  readonly connected: number;
  /** Open connections that nobody uses. */
  readonly free: number;
  /** Calls that are not on the wire yet. */
  readonly pending: number;
  /** Calls that are on the wire. */
  readonly running: number;
  /** Calls that wait because every connection is taken. */
  readonly queued: number;
  /** All calls. */
  readonly size: number;
}

/** A dependency has one origin; more exist only where calls go to absolute URLs. */
const MOST_IDLE = 16;

/** A pool of connections per origin. Above 16 origins, those without a call are closed, the longest unused first. */
export class OriginPools {
  readonly #options: Required<UndiciTransportOptions>;
  /** The one used last is at the end. */
  readonly #pools = new Map<string, Pool>();
  #latest: { readonly origin: string; readonly pool: Pool } | undefined;
  #closed = false;

  constructor(options: Required<UndiciTransportOptions>) {
    this.#options = options;
  }

  /** The pool of an origin; after `close` or `destroy` one that refuses every call. */
  of(origin: string): Pool {
    if (this.#latest?.origin === origin) return this.#latest.pool;
    const pool = this.#pools.get(origin) ?? this.#open(origin);
    this.#pools.delete(origin);
    this.#pools.set(origin, pool);
    this.#latest = { origin, pool };
    return pool;
  }

  stats(): TransportStats {
    const sum = { connected: 0, free: 0, pending: 0, running: 0, queued: 0, size: 0 };
    for (const { stats } of this.#pools.values()) {
      for (const name of Object.keys(sum) as (keyof TransportStats)[]) sum[name] += stats[name];
    }
    return sum;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#pools.values()].filter((pool) => !pool.closed).map((pool) => pool.close()));
  }

  async destroy(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#pools.values()].map((pool) => pool.destroy()));
  }

  #open(origin: string): Pool {
    for (const [unused, pool] of this.#pools) {
      if (this.#pools.size < MOST_IDLE) break;
      if (pool.stats.size > 0) continue;
      this.#pools.delete(unused);
      void pool.destroy();
    }
    const { connections, connectTimeoutMs, headersTimeoutMs, bodyTimeoutMs, keepAliveTimeoutMs } =
      this.#options;
    const pool = new Pool(origin, {
      connections,
      connect: timedConnector(connectTimeoutMs),
      headersTimeout: headersTimeoutMs,
      bodyTimeout: bodyTimeoutMs,
      keepAliveTimeout: keepAliveTimeoutMs,
    });
    if (this.#closed) void pool.destroy();
    return pool;
  }
}
