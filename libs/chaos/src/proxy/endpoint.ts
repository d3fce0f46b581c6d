import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** Ends it after what was written to it. */
export function closeEndpoint(endpoint: Duplex): void {
  if (endpoint instanceof Socket) endpoint.destroySoon();
  else if (endpoint.writableFinished) endpoint.destroy();
  else endpoint.end(() => endpoint.destroy());
}

/** Cuts it; on TCP with RST. */
export function resetEndpoint(endpoint: Duplex): void {
  if (endpoint instanceof Socket) endpoint.resetAndDestroy();
  else endpoint.destroy();
}
