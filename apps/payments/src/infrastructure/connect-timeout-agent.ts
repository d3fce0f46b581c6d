import { Agent, type ClientRequestArgs } from 'node:http';
import type { Duplex } from 'node:stream';

/** No connection came about in time, so nothing was sent. */
class ConnectTimeoutError extends Error {
  readonly code = 'UND_ERR_CONNECT_TIMEOUT';
}

/** Keeps connections alive, and gives one up that does not come about in time. */
export class ConnectTimeoutAgent extends Agent {
  constructor(private readonly connectTimeoutMs: number) {
    super({ keepAlive: true });
  }

  override createConnection(
    options: ClientRequestArgs,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): Duplex | null | undefined {
    const socket = super.createConnection(options, callback);
    if (!socket) return socket;
    const timer = setTimeout(
      () =>
        socket.destroy(
          new ConnectTimeoutError(`No connection came about within ${this.connectTimeoutMs} ms.`),
        ),
      this.connectTimeoutMs,
    );
    const stop = () => clearTimeout(timer);
    socket.once('connect', stop).once('close', stop);
    return socket;
  }
}
