import type { IncomingMessage, ServerResponse } from 'node:http';
import { endToEndHeaders, headerPairs } from './headers.js';

/**
 * Writes the head of the server's answer.
 *
 * @param dropped headers that do not go on, in lower case
 */
export function writeHead(answer: IncomingMessage, response: ServerResponse, ...dropped: string[]): void {
  response.sendDate = false;
  if (/\bclose\b/i.test(answer.headers.connection ?? '')) response.shouldKeepAlive = false;
  const headers = endToEndHeaders(answer.rawHeaders, ...dropped).flat();
  response.writeHead(answer.statusCode ?? 502, answer.statusMessage, headers);
}

/** Passes the server's answer on as it is. */
export function passAnswer(answer: IncomingMessage, response: ServerResponse): void {
  writeHead(answer, response);
  response.flushHeaders();
  answer.once('error', () => breakOff(response));
  answer.once('end', () => response.addTrailers(headerPairs(answer.rawTrailers)));
  answer.pipe(response);
}

/** Ends the connection after what was written, without the rest of the answer. */
export function breakOff(response: ServerResponse): void {
  response.socket?.end();
}
