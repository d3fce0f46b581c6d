import type { Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { type Address, formatAddress } from './address.js';

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the port is in use; stop what uses it, or choose another port',
  EACCES: 'this user may not use the port; choose one from 1024 on',
  EADDRNOTAVAIL: 'the address is none of this machine',
  ENOTFOUND: 'the host name is unknown',
};

/** How many connections may wait to be accepted. */
const BACKLOG = 4_096;

/** An address on which something could not listen; the message names both. */
export class ListenError extends Error {
  readonly code: string | undefined;

  constructor(who: string, address: Address, cause: NodeJS.ErrnoException) {
    const reason = REASONS[cause.code ?? ''] ?? cause.message;
    super(`${who} cannot listen on ${formatAddress(address)}: ${reason}.`, { cause });
    this.name = 'ListenError';
    this.code = cause.code;
  }
}

/**
 * @param who begins the message of the error
 * @returns the address with the real port, should 0 have been asked for
 * @throws ListenError
 */
export async function listen(server: Server, who: string, address: Address): Promise<Address> {
  await new Promise<void>((resolve, reject) => {
    const fail = (error: Error) => reject(new ListenError(who, address, error));
    server.once('error', fail);
    server.listen({ host: address.host || undefined, port: address.port, backlog: BACKLOG }, () => {
      server.off('error', fail);
      resolve();
    });
  });
  // One connection could not be accepted, as when the process has too many files open; the others can.
  server.on('error', (error) => process.emitWarning(`${who} let a connection go: ${error.message}`));
  const { address: host, port } = server.address() as AddressInfo;
  return { host, port };
}
