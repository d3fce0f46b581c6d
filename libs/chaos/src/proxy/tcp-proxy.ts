import type { Socket } from 'node:net';
import type { Clock } from '../clock.js';
import { connectToStage } from '../http-faults/connect-to-stage.js';
import type { HttpFaultDescription } from '../http-faults/http-fault.js';
import { HttpFaultSet } from '../http-faults/http-fault-set.js';
import { HttpStage } from '../http-faults/http-stage.js';
import type { SeededRandom } from '../seeded-random.js';
import type { ToxicDescription } from '../toxics/toxic.js';
import type { ToxicSet } from '../toxics/toxic-set.js';
import { type Address, formatAddress, sameAddress } from './address.js';
import { connectTo } from './connect.js';
import { Connections } from './connections.js';
import { Listener } from './listener.js';

export interface Route {
  readonly listen: Address;
  readonly upstream: Address;
}

export interface ProxyDescription {
  readonly name: string;
  readonly listen: string;
  readonly upstream: string;
  readonly enabled: boolean;
  readonly toxics: readonly ToxicDescription[];
}

/** One named edge between clients and a server, and its faults. */
export class TcpProxy {
  readonly name: string;
  readonly random: SeededRandom;
  readonly #clock: Clock;
  readonly #listener: Listener;
  readonly #connections: Connections;
  readonly #httpFaults: HttpFaultSet;
  readonly #httpStage: HttpStage;
  #asked: Route;
  #route: Route;

  constructor(name: string, route: Route, random: SeededRandom, clock: Clock) {
    this.name = name;
    this.random = random;
    this.#clock = clock;
    this.#asked = route;
    this.#route = route;
    this.#listener = new Listener(`Proxy ${name}`, (client) => void this.#join(client));
    this.#connections = new Connections(clock, random.fork('toxics'));
    this.#httpFaults = new HttpFaultSet(random.fork('http faults'));
    this.#httpStage = new HttpStage(this.#httpFaults, () => this.#route.upstream, clock);
  }

  get toxics(): ToxicSet {
    return this.#connections.toxics;
  }

  get httpFaults(): Pick<HttpFaultSet, 'describe' | 'has' | 'remove'> {
    return this.#httpFaults;
  }

  get enabled(): boolean {
    return this.#listener.isOpen;
  }

  get route(): Route {
    return this.#route;
  }

  describe(): ProxyDescription {
    return {
      name: this.name,
      listen: formatAddress(this.#route.listen),
      upstream: formatAddress(this.#route.upstream),
      enabled: this.enabled,
      toxics: this.toxics.all().map((toxic) => toxic.describe()),
    };
  }

  /** Whether it already listens where it should, and leads where it should. */
  follows({ listen, upstream }: Route): boolean {
    return (
      sameAddress(upstream, this.#route.upstream) &&
      (sameAddress(listen, this.#route.listen) || sameAddress(listen, this.#asked.listen))
    );
  }

  /** @throws ListenError */
  async enable(): Promise<void> {
    if (this.enabled) return;
    this.#route = { ...this.#route, listen: await this.#listener.open(this.#route.listen) };
  }

  /** Refuses clients, and cuts those that are connected. */
  async disable(): Promise<void> {
    const closed = this.#listener.close();
    this.#connections.cut();
    await closed;
  }

  /** Goes another way; whoever is connected is cut. */
  async reroute(route: Route): Promise<void> {
    await this.disable();
    this.#asked = route;
    this.#route = route;
  }

  /** Connections are read as HTTP from now on; those that are open, from their next request on. */
  addHttpFault(fault: HttpFaultDescription): void {
    this.#httpFaults.add(fault);
  }

  removeEveryFault(): void {
    this.toxics.clear();
    this.#httpFaults.clear();
  }

  async #join(client: Socket): Promise<void> {
    const readsHttp = !this.#httpFaults.isEmpty;
    await this.#connections.join({
      client,
      connect: async (signal) =>
        readsHttp ? connectToStage(this.#httpStage) : connectTo(this.#route.upstream, this.#clock, signal),
      leaves: () => !readsHttp && !this.#httpFaults.isEmpty,
      onLeft: () => void this.#join(client),
    });
  }
}
