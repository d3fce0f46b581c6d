import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** What is to be done when a connection goes, for the answers that stand in line on it. */
const lines = new WeakMap<Socket, Set<() => void>>();

/** Does something once when an answer is over: it ended, or its client or its connection is gone. */
export function onceOver(request: IncomingMessage, response: ServerResponse, work: () => void): void {
  if (response.closed || request.socket.closed) {
    process.nextTick(work);
    return;
  }
  response.once('close', work);
  if (response.socket === null) watchConnection(request.socket, response, work);
}

/**
 * An answer that stands behind another one on its connection has no socket yet. When the connection
 * goes, Node.js before 24 closes only the one at the head of the line.
 */
function watchConnection(socket: Socket, response: ServerResponse, work: () => void): void {
  const line = lineOf(socket);
  const leave = () => line.delete(gone);
  const gone = () => {
    response.off('close', work);
    work();
  };
  line.add(gone);
  response.once('close', leave);
}

function lineOf(socket: Socket): Set<() => void> {
  const known = lines.get(socket);
  if (known) return known;
  const line = new Set<() => void>();
  lines.set(socket, line);
  socket.once('close', () => {
    for (const gone of line) gone();
  });
  return line;
}
