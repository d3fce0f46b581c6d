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
  /** @throws when the server cannot be reached */
  readonly connect: (signal: AbortSignal) => Promise<Duplex>;
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
    const upstream = await this.#connect(client, connect);
    if (upstream === undefined) this.#refuse(client);
    else if (client.destroyed) upstream.destroy();
    else this.#open(client, upstream, leaving);
  }

  /** Ends every connection at once. */
  cut(): void {
    for (const client of this.#waiting) client.destroy();
    for (const connection of this.#live) connection.cut();
  }

  /** Nothing if the server cannot be reached, or the client goes before. */
  async #connect(client: Socket, connect: Joining['connect']): Promise<Duplex | undefined> {
    const gone = new AbortController();
    const abort = () => gone.abort();
    client.once('close', abort);
    this.#waiting.add(client);
    try {
      return await connect(gone.signal);
    } catch {
      return undefined;
    } finally {
      this.#waiting.delete(client);
      client.off('close', abort);
    }
  }

  #open(client: Socket, upstream: Duplex, leaving: Leaving): void {
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
