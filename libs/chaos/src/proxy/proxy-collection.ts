import type { Clock } from '../clock.js';
import type { SeededRandom } from '../seeded-random.js';
import { type Route, TcpProxy } from './tcp-proxy.js';

export interface ProxyRequest extends Route {
  readonly name: string;
  readonly enabled: boolean;
}

/** The proxies by name. Calls that wait for a port must not overlap. */
export class ProxyCollection {
  readonly #proxies = new Map<string, TcpProxy>();
  readonly #random: SeededRandom;
  readonly #clock: Clock;

  constructor(random: SeededRandom, clock: Clock) {
    this.#random = random;
    this.#clock = clock;
  }

  all(): readonly TcpProxy[] {
    return [...this.#proxies.values()];
  }

  find(name: string): TcpProxy | undefined {
    return this.#proxies.get(name);
  }

  /** @throws ListenError; then there is no such proxy */
  async add({ name, enabled, ...route }: ProxyRequest): Promise<TcpProxy> {
    const proxy = new TcpProxy(name, route, this.#random.fork(name), this.#clock);
    if (enabled) await proxy.enable();
    this.#proxies.set(name, proxy);
    return proxy;
  }

  /** One that goes the same way is left as it is; one that goes another way is replaced. */
  async addOrReplace(request: ProxyRequest): Promise<TcpProxy> {
    const existing = this.find(request.name);
    if (existing?.follows(request)) return existing;
    if (existing !== undefined) await this.remove(existing);
    return this.add(request);
  }

  async remove(proxy: TcpProxy): Promise<void> {
    this.#proxies.delete(proxy.name);
    await proxy.disable();
  }

  /**
   * Removes every fault, and enables every proxy.
   *
   * @throws ListenError
   */
  async reset(): Promise<void> {
    for (const proxy of this.all()) proxy.removeEveryFault();
    for (const proxy of this.all()) await proxy.enable();
  }

  async close(): Promise<void> {
    await Promise.all(this.all().map((proxy) => this.remove(proxy)));
  }
}
