import type { Socket } from 'node:net';

const CHUNK = Buffer.alloc(65_536, 'x');

/** Writes so many bytes as fast as they are taken, and counts those that the system has taken. */
export function pump(socket: Socket, bytes: number): { readonly bytes: number } {
  const taken = { bytes: 0 };
  const next = (): void => {
    const chunk = CHUNK.subarray(0, bytes - taken.bytes);
    if (chunk.length === 0) return;
    socket.write(chunk, (error) => {
      if (error) return;
      taken.bytes += chunk.length;
      next();
    });
  };
  next();
  return taken;
}
