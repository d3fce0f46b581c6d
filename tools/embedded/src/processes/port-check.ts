import { once } from 'node:events';
import { createServer } from 'node:net';
import { OperatorError } from '../operator-error.js';
import { HOST } from '../topology.js';
import { portHolder } from './port-holder.js';
import { codeOf } from '../error-code.js';

/** Somebody else listens where we want to. */
export class PortInUseError extends OperatorError {
  constructor(
    readonly port: number,
    readonly wantedBy: string,
  ) {
    const holder = portHolder(port);
    super(
      `Port ${port}, which ${wantedBy} needs, is in use` +
        (holder
          ? ` by process ${holder.pid} (${holder.command}).`
          : ' by a process that cannot be seen from here.') +
        ' Stop it, or move the whole system with --port-offset.',
    );
  }
}

/**
 * Makes sure that nobody listens on a loopback port.
 *
 * @throws {PortInUseError} which names the port, who wants it and, when it can be known, who has it.
 */
export async function requireFreePort(port: number, wantedBy: string): Promise<void> {
  const server = createServer();
  try {
    server.listen({ host: HOST, port, exclusive: true });
    await once(server, 'listening');
  } catch (error) {
    if (codeOf(error) === 'EADDRINUSE') throw new PortInUseError(port, wantedBy);
    throw error;
  }
  server.close();
  await once(server, 'close');
}
