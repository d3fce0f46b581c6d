import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

type Behaviour = 'pass' | 'swallow' | 'cut_after_commit';

/** A wire to PostgreSQL that a test can make silent, or cut at the worst moment. */
export class Wire {
  behaviour: Behaviour = 'pass';
  readonly #sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {
    server.on('connection', (client) => this.bridge(client));
  }

  static async to(databaseUrl: string): Promise<Wire> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Wire(server, new URL(databaseUrl));
  }

  get url(): string {
    const url = new URL(this.target);
    url.port = String((this.server.address() as AddressInfo).port);
    return url.href;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private bridge(client: Socket): void {
    const upstream = connect(Number(this.target.port), this.target.hostname);
    let isCommitting = false;
    client.on('data', (bytes) => {
      if (this.behaviour === 'swallow') return;
      isCommitting = this.behaviour === 'cut_after_commit' && bytes.includes('COMMIT\0');
      upstream.write(bytes);
    });
    upstream.on('data', (bytes) => {
      if (isCommitting) client.destroy();
      else if (this.behaviour !== 'swallow') client.write(bytes);
    });
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      this.#sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
    }
  }
}
