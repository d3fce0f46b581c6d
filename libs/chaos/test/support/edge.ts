import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { eventually } from '@baluarte/testing';
import { Control } from './control.js';
import { End } from './end.js';
import type { ProxyServer, RunningServer } from './proxy-servers.js';

export type Stream = 'upstream' | 'downstream';

export interface Pair {
  readonly client: End;
  readonly server: End;
}

/** Where the bytes of a direction come from, and where they go to. */
export function alongStream(stream: Stream, { client, server }: Pair): { from: End; to: End } {
  return stream === 'upstream' ? { from: client, to: server } : { from: server, to: client };
}

/** A proxy called `edge` before a TCP server of the test. */
export class Edge {
  readonly control: Control;
  readonly port: number;
  readonly #running: RunningServer;
  readonly #upstream: Server;
  readonly #ends: End[] = [];
  readonly #accepted: End[];

  private constructor(running: RunningServer, upstream: Server, accepted: End[], port: number) {
    this.control = new Control(running.url);
    this.port = port;
    this.#running = running;
    this.#upstream = upstream;
    this.#accepted = accepted;
  }

  static async start({ start }: Pick<ProxyServer, 'start'>): Promise<Edge> {
    const accepted: End[] = [];
    const upstream = createServer({ allowHalfOpen: true, noDelay: true }, (socket: Socket) => {
      accepted.push(new End(socket));
    });
    upstream.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 });
    await once(upstream, 'listening');
    const running = await start();
    const port = await new Control(running.url).createProxy('edge', (upstream.address() as AddressInfo).port);
    return new Edge(running, upstream, accepted, port);
  }

  /** Connections that the server has accepted. */
  get accepted(): readonly End[] {
    return this.#accepted;
  }

  /** Opens a connection through the proxy. */
  async open(): Promise<Pair> {
    const before = this.#accepted.length;
    const client = await this.dial();
    const server = await eventually(() => this.#accepted[before] ?? false);
    return { client, server };
  }

  /** Opens a connection to the proxy, and waits for nothing behind it. */
  async dial(): Promise<End> {
    const client = new End(
      connect({ port: this.port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true }),
    );
    this.#ends.push(client);
    await once(client.socket, 'connect');
    return client;
  }

  async addToxic(toxic: object): Promise<void> {
    await this.control.done('POST', '/proxies/edge/toxics', toxic);
  }

  async updateToxic(name: string, change: object): Promise<void> {
    await this.control.done('PATCH', `/proxies/edge/toxics/${name}`, change);
  }

  async removeToxic(name: string): Promise<void> {
    await this.control.done('DELETE', `/proxies/edge/toxics/${name}`);
  }

  /** Closes what was opened, and removes every fault. */
  async reset(): Promise<void> {
    for (const { socket } of [...this.#ends.splice(0), ...this.#accepted.splice(0)]) socket.destroy();
    await this.control.done('POST', '/reset');
  }

  async close(): Promise<void> {
    for (const { socket } of [...this.#ends, ...this.#accepted]) socket.destroy();
    await this.#running.close();
    this.#upstream.close();
    await once(this.#upstream, 'close');
  }
}
