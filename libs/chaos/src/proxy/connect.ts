import { connect, type Socket } from 'node:net';
import type { Clock } from '../clock.js';
import type { Address } from './address.js';

/** How long a server may take to accept a connection. */
const CONNECT_MS = 10_000;

/** A connection to the server, without Nagle's delay, that can be half open. */
export async function connectTo(address: Address, clock: Clock): Promise<Socket> {
  const socket = connect({
    ...address,
    host: address.host || '127.0.0.1',
    allowHalfOpen: true,
    noDelay: true,
  });
  return new Promise<Socket>((resolve, reject) => {
    const timer = clock.setTimer(CONNECT_MS, () =>
      socket.destroy(
        new Error(`${address.host}:${address.port} accepted no connection within ${CONNECT_MS} ms.`),
      ),
    );
    socket.once('connect', () => {
      timer.cancel();
      socket.off('error', reject);
      resolve(socket);
    });
    socket.once('error', reject);
    socket.once('close', () => timer.cancel());
  });
}
