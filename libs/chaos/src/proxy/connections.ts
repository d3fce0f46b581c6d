import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Clock } from '../clock.js';
import type { SeededRandom } from '../seeded-random.js';
import { ToxicSet } from '../toxics/toxic-set.js';
import { Connection } from './connection.js';

/** How long a client whose server is unreachable may take to close its side. */
const REFUSED_MS = 1_000;

/** The connections of a proxy, and the toxics that they pass through. */
export class Connections {
  readonly toxics: ToxicSet;
  readonly #clock: Clock;
  /** In the order in which their servers accepted them. */
  readonly #live = new Set<Connection>();
  /** Clients whose server has not accepted yet. */
  readonly #waiting = new Set<Socket>();

  constructor(clock: Clock, random: SeededRandom) {
    this.#clock = clock;
    this.toxics = new ToxicSet(this.#live, random);
  }

  /** Joins a client to its server; with no server it is closed. */
  async join(client: Socket, connect: () => Promise<Duplex>): Promise<Connection | undefined> {
    client.on('error', () => client.destroy());
    this.#waiting.add(client);
    try {
      return this.#open(client, await connect());
    } catch {
      this.#refuse(client);
      return undefined;
    } finally {
      this.#waiting.delete(client);
    }
  }

  /** Ends those that were not joined to an HTTP stage, each once it is idle. */
  retirePlain(): void {
    for (const connection of this.#live) if (connection.isPlain) connection.retire();
  }

  /** Ends every connection at once. */
  cut(): void {
    for (const client of this.#waiting) client.destroy();
    for (const connection of this.#live) connection.cut();
  }

  #open(client: Socket, upstream: Duplex): Connection | undefined {
    if (client.destroyed) {
      upstream.destroy();
      return undefined;
    }
    const connection = new Connection({
      ...{ client, upstream, toxics: this.toxics, clock: this.#clock },
      onClosed: () => this.#live.delete(connection),
    });
    this.#live.add(connection);
    connection.start();
    return connection;
  }

  /** What the client has sent is read first, for closing with unread bytes would be a reset. */
  #refuse(client: Socket): void {
    client.resume();
    client.end();
    client.setTimeout(REFUSED_MS, () => client.destroy());
  }
}
