import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import { eventually } from '../eventually.js';

/** Listens with the shortest queue there is, and stops its thread so that nobody takes a connection out of it. */
const LISTENER = `
const { createServer } = require('node:net');
const { parentPort } = require('node:worker_threads');
const server = createServer();
server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
  parentPort.postMessage(server.address().port);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});
`;
const MOST_FILLERS = 64;
/** An established loopback connection takes well below a millisecond. */
const HANGS_AFTER_MS = 500;

/**
 * A port of 127.0.0.1 to which a connection is never established, and never refused: the queue of its listener
 * is full. Linux drops the packets of further connections; other systems may refuse them instead.
 */
export class FullBacklog {
  private constructor(
    readonly port: number,
    private readonly worker: Worker,
    private readonly fillers: readonly Socket[],
  ) {}

  /** `http://127.0.0.1:<port>` */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** @throws Error when connections are still established after 64 of them */
  static async start(): Promise<FullBacklog> {
    const worker = new Worker(LISTENER, { eval: true });
    const [port] = (await once(worker, 'message')) as [number];
    const fillers: Socket[] = [];
    const backlog = new FullBacklog(port, worker, fillers);
    try {
      await eventually(() => backlog.#isFull(), 5_000);
    } catch (error) {
      await backlog.close();
      throw new Error(`The queue of port ${port} did not fill up.`, { cause: error });
    }
    return backlog;
  }

  async close(): Promise<void> {
    for (const socket of this.fillers) socket.destroy();
    await this.worker.terminate();
  }

  /** Adds one connection, and tells whether it hangs. */
  async #isFull(): Promise<boolean> {
    if (this.fillers.length >= MOST_FILLERS) throw new Error(`${MOST_FILLERS} connections were established.`);
    const socket = connect(this.port, '127.0.0.1');
    (this.fillers as Socket[]).push(socket);
    return new Promise((resolve, reject) => {
      const hangs = setTimeout(() => resolve(true), HANGS_AFTER_MS);
      socket.once('connect', () => {
        clearTimeout(hangs);
        resolve(false);
      });
      socket.once('error', reject);
    });
  }
}
