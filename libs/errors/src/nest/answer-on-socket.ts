import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { ErrorAnswer } from './write-answer.js';

/** Writes an answer where Node has no response to write it with, and closes the connection. */
export function answerOnSocket(
  { status, headers, defaultHeaders, payload }: ErrorAnswer,
  socket: Socket,
): void {
  const head = Object.entries({
    ...defaultHeaders,
    ...headers,
    'content-length': String(Buffer.byteLength(payload)),
    connection: 'close',
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${head.join('')}\r\n${payload}`);
  socket.destroySoon();
}
