import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Clock } from '../clock.js';
import type { SeededRandom } from '../seeded-random.js';
import { ToxicSet } from '../toxics/toxic-set.js';
import { Connection, type ConnectionSetup } from './connection.js';

/** How long a client whose server is unreachable may take to close its side. */
const REFUSED_MS = 1_000;

type Leaving = Pick<ConnectionSetup, 'leaves' | 'onLeft'>;

export interface Joining extends Leaving {
  readonly client: Socket;
  readonly connect: () => Promise<Duplex>;
}

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
  async join({ client, connect, ...leaving }: Joining): Promise<void> {
    client.on('error', () => client.destroy());
    this.#waiting.add(client);
    try {
      this.#open(client, await connect(), leaving);
    } catch {
      this.#refuse(client);
    } finally {
      this.#waiting.delete(client);
    }
  }

  /** Ends every connection at once. */
  cut(): void {
    for (const client of this.#waiting) client.destroy();
    for (const connection of this.#live) connection.cut();
  }

  #open(client: Socket, upstream: Duplex, leaving: Leaving): void {
    if (client.destroyed) {
      upstream.destroy();
      return;
    }
    const connection = new Connection({
      ...{ client, upstream, toxics: this.toxics, clock: this.#clock, ...leaving },
      onClosed: () => this.#live.delete(connection),
    });
    this.#live.add(connection);
    connection.start();
  }

  /** What the client has sent is read first, for closing with unread bytes would be a reset. */
  #refuse(client: Socket): void {
    client.resume();
    client.end();
    client.setTimeout(REFUSED_MS, () => client.destroy());
  }
}
