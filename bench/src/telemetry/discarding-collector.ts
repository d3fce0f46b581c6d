import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Takes what it is sent and forgets it, as cheaply as can be. Undefined when the port is taken: somebody else takes it there. */
export async function discardingCollector(port = 0): Promise<Server | undefined> {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end());
  });
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

/** Where a collector listens. */
export function urlOf(server: Server | undefined): string {
  return `http://127.0.0.1:${(server?.address() as AddressInfo).port}`;
}
