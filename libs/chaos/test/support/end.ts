import type { Socket } from 'node:net';
import { eventually } from '@baluarte/testing';

interface Arrival {
  readonly atMs: number;
  readonly bytes: Buffer;
}

/** One end of a connection, and what happened to it. */
export class End {
  readonly socket: Socket;
  readonly arrivals: Arrival[] = [];
  endedMs: number | undefined;
  closedMs: number | undefined;
  errorCode: string | undefined;

  constructor(socket: Socket) {
    this.socket = socket;
    socket.on('data', (bytes) => this.arrivals.push({ atMs: performance.now(), bytes }));
    socket.on('end', () => (this.endedMs = performance.now()));
    socket.on('close', () => (this.closedMs = performance.now()));
    socket.on('error', (error: NodeJS.ErrnoException) => (this.errorCode = error.code));
  }

  get received(): Buffer {
    return Buffer.concat(this.arrivals.map(({ bytes }) => bytes));
  }

  get receivedBytes(): number {
    return this.arrivals.reduce((sum, { bytes }) => sum + bytes.length, 0);
  }

  /** Sends, and gives the moment before. */
  send(content: string | Buffer): number {
    const nowMs = performance.now();
    this.socket.write(content);
    return nowMs;
  }

  /** Waits for so many bytes in all, and gives the moment of the last. */
  async hasReceived(bytes: number): Promise<number> {
    return eventually(() => this.receivedBytes >= bytes && (this.arrivals.at(-1)?.atMs ?? 0));
  }

  /** Waits for FIN or RST, and gives the moment. */
  async isOver(): Promise<number> {
    return eventually(() => this.endedMs ?? this.closedMs ?? false);
  }

  async isClosed(): Promise<number> {
    return eventually(() => this.closedMs ?? false);
  }
}
