import { Socket } from 'node:net';
import { buildConnector, errors } from 'undici';
import { afterThisTurn, systemClock } from '../system-clock.js';

/**
 * Opens connections, TLS included, within a limit that is kept to the millisecond: undici's own connect timeout
 * is checked every half second, so that 500 ms last for a second.
 */
export function timedConnector(timeoutMs: number): buildConnector.connector {
  const connect = buildConnector({ allowH2: false, timeout: 0 });
  return (target, callback) => {
    let isOver = false;
    const report: buildConnector.Callback = (...result) => {
      isOver = true;
      timer.cancel();
      callback(...result);
    };
    // undici's types hide that it returns the socket, whose end is the only way to stop it.
    const socket: unknown = connect(target, report);
    const giveUp = (): void => {
      if (!isOver && socket instanceof Socket) socket.destroy(timeoutError(target, timeoutMs));
    };
    // Behind the socket's own events, so that a process that was busy for long does not give up what was opened meanwhile.
    const timer = systemClock.setTimer(timeoutMs, () => afterThisTurn(giveUp));
  };
}

function timeoutError({ hostname, port, protocol }: buildConnector.Options, timeoutMs: number): Error {
  const address = `${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`;
  return new errors.ConnectTimeoutError(`No connection to ${address} within ${timeoutMs} ms`);
}
