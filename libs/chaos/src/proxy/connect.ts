import { connect, type Socket } from 'node:net';
import type { Clock } from '../clock.js';
import { type Address, formatAddress } from './address.js';

/** How long a server may take to accept a connection. */
const CONNECT_MS = 10_000;

/**
 * A connection to the server, without Nagle's delay, that can be half open.
 *
 * @param signal gives up while the server has not accepted
 * @throws why there is none
 */
export async function connectTo(address: Address, clock: Clock, signal: AbortSignal): Promise<Socket> {
  const host = address.host || '127.0.0.1';
  const socket = connect({ host, port: address.port, allowHalfOpen: true, noDelay: true });
  const tooLate = new Error(`${formatAddress(address)} accepted no connection within ${CONNECT_MS} ms.`);
  const giveUp = () => socket.destroy(signal.aborted ? new Error('The client has gone.') : tooLate);
  const timer = clock.setTimer(CONNECT_MS, giveUp);
  signal.addEventListener('abort', giveUp);
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.off('error', reject);
        resolve();
      });
    });
    return socket;
  } finally {
    timer.cancel();
    signal.removeEventListener('abort', giveUp);
  }
}
