import { ControlServer } from './control/control-server.js';
import { controlRoutes } from './control/routes.js';
import { checkOptions, type CheckedOptions, type FaultProxyOptions } from './fault-proxy-options.js';
import { type Address, formatAddress } from './proxy/address.js';
import { ProxyCollection } from './proxy/proxy-collection.js';
import { SeededRandom } from './seeded-random.js';
import { systemClock } from './system-clock.js';

/**
 * TCP proxies whose network can be made to fail, steered over HTTP with the API of Toxiproxy (version 2.12.0).
 */
export class FaultProxy {
  /** Where chance began. */
  readonly seed: number;
  readonly #proxies: ProxyCollection;
  readonly #control: ControlServer;
  #address: Address;
  readonly #closing = new AbortController();
  #closed: Promise<void> | undefined;

  private constructor({ seed, control }: CheckedOptions) {
    this.seed = seed;
    this.#proxies = new ProxyCollection(new SeededRandom(seed), systemClock);
    this.#control = new ControlServer(controlRoutes(this.#proxies));
    this.#address = control;
  }

  /**
   * Listens on the ports of the proxies, then on that of the control API.
   *
   * @throws TypeError that lists every wrong option
   * @throws ListenError that names the proxy and the port that cannot be had; then nothing is left listening
   * @throws the reason of the signal
   */
  static async start(options: FaultProxyOptions = {}): Promise<FaultProxy> {
    const checked = checkOptions(options);
    checked.signal?.throwIfAborted();
    const proxy = new FaultProxy(checked);
    try {
      await proxy.#listen(checked);
    } catch (error) {
      await proxy.close();
      throw error;
    }
    return proxy;
  }

  /** Of the control API, as `http://127.0.0.1:8474`. */
  get url(): string {
    return `http://${formatAddress(this.#address)}`;
  }

  /** Ends every listener and every connection; a second call waits for the first. */
  close(): Promise<void> {
    this.#closing.abort();
    this.#closed ??= Promise.all([this.#control.close(), this.#proxies.close()]).then(() => undefined);
    return this.#closed;
  }

  async #listen({ control, proxies, signal }: CheckedOptions): Promise<void> {
    for (const request of proxies) {
      await this.#proxies.add(request);
      signal?.throwIfAborted();
    }
    this.#address = await this.#control.listen(control);
    signal?.throwIfAborted();
    signal?.addEventListener('abort', () => void this.close(), { signal: this.#closing.signal });
  }
}
