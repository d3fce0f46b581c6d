import { createServer, type Server, type Socket } from 'node:net';
import type { Address } from './address.js';
import { listen } from './listen.js';

/** A door for clients that can be closed and opened again. */
export class Listener {
  readonly #who: string;
  readonly #onClient: (client: Socket) => void;
  #server: Server | undefined;

  /** @param who begins the messages of errors */
  constructor(who: string, onClient: (client: Socket) => void) {
    this.#who = who;
    this.#onClient = onClient;
  }

  get isOpen(): boolean {
    return this.#server !== undefined;
  }

  /**
   * @returns the address with its real port
   * @throws ListenError
   */
  async open(address: Address): Promise<Address> {
    const server = createServer({ allowHalfOpen: true, pauseOnConnect: true, noDelay: true }, this.#onClient);
    const real = await listen(server, this.#who, address);
    this.#server = server;
    return real;
  }

  /** Refuses clients from now on; those that were let in stay. */
  async close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server !== undefined) await new Promise<void>((resolve) => server.close(() => resolve()));
  }
}
