import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Something that is held on the wire. */
export interface Held {
  /** Settles when the first bytes have come to this point. */
  readonly arrived: Promise<void>;
  /** Lets everything that is held go on, and all that comes later. */
  letGo(): void;
}

const CHARGE = 'POST /api/v1/charges';

type Direction = 'requests' | 'answers';

interface Gate {
  readonly direction: Direction;
  readonly arrive: () => void;
  readonly held: (() => void)[];
}

/** A TCP connection between a client and a server, on which bytes can be held or lost. */
export class Wire {
  #server: Server | undefined;
  #port = 0;
  #gate: Gate | undefined;
  #cuts = 0;
  readonly #clients = new Set<Socket>();
  readonly #requests: string[] = [];
  readonly #answers: string[] = [];

  private constructor(private readonly target: URL) {}

  static async to(url: string): Promise<Wire> {
    return new Wire(new URL(url)).open();
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** The first lines of the requests that came through, oldest first. */
  get requests(): readonly string[] {
    return this.#requests;
  }

  /** The first lines of the answers that the server gave, whether or not they came through. */
  get answers(): readonly string[] {
    return this.#answers;
  }

  /** Takes connections, again after `close` on the same port. */
  async open(): Promise<this> {
    const server = createServer((client) => this.join(client));
    server.listen(this.#port, '127.0.0.1');
    await once(server, 'listening');
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
    return this;
  }

  /** Refuses connections from now on, and breaks those that there are. */
  async close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server === undefined) return;
    for (const client of this.#clients) client.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  /** Holds what goes in one direction. */
  hold(direction: Direction): Held {
    let arrive = (): void => undefined;
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    const gate: Gate = { direction, arrive, held: [] };
    this.#gate = gate;
    return {
      arrived,
      letGo: () => {
        if (this.#gate === gate) this.#gate = undefined;
        for (const pass of gate.held.splice(0)) pass();
      },
    };
  }

  /** Lets so many charges through and breaks the connection instead of bringing the answer. */
  loseChargeAnswers(count: number): void {
    this.#cuts = count;
  }

  private join(client: Socket): void {
    const server = connect(Number(this.target.port), this.target.hostname);
    let request = '';
    this.#clients.add(client);
    client.on('error', () => undefined);
    server.on('error', () => client.destroy());
    client.on('close', () => {
      this.#clients.delete(client);
      if (this.#gate === undefined) server.destroy();
    });
    server.on('close', () => client.destroy());
    client.on('data', (bytes) => {
      request = keepFirstLine(bytes, this.#requests) ?? request;
      this.pass('requests', () => server.write(bytes));
    });
    server.on('data', (bytes) => {
      keepFirstLine(bytes, this.#answers);
      if (this.#cuts > 0 && request.startsWith(CHARGE)) {
        this.#cuts -= 1;
        client.resetAndDestroy();
      } else this.pass('answers', () => client.write(bytes));
    });
  }

  private pass(direction: Direction, deliver: () => void): void {
    if (this.#gate?.direction !== direction) return deliver();
    this.#gate.held.push(deliver);
    this.#gate.arrive();
  }
}

/** @returns the first line, where these bytes begin a message */
function keepFirstLine(bytes: Buffer, lines: string[]): string | undefined {
  const [line = ''] = bytes.toString('latin1').split('\r\n');
  if (!line.includes('HTTP/1.1')) return undefined;
  lines.push(line);
  return line;
}
