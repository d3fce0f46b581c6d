import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DamageAttributes } from './http-fault.js';
import { breakOff, passAnswer, writeHead } from './pass-answer.js';

/** Neither JSON nor UTF-8. */
const GARBAGE = Buffer.from('{"damaged": \u0000\u00ff<<<', 'latin1');

/** Passes the head of the server's answer on, and damages its body. */
export async function damageAnswer(
  answer: IncomingMessage,
  response: ServerResponse,
  damage: DamageAttributes,
): Promise<void> {
  if (hasNoBody(answer, response)) return passAnswer(answer, response);
  if ('garbage' in damage) {
    answer.resume();
    writeHead(answer, response, 'content-length', 'content-encoding', 'transfer-encoding', 'trailer');
    response.end(GARBAGE);
    return;
  }
  try {
    await truncate(answer, response, damage.truncate);
  } catch {
    breakOff(response);
  }
}

/** RFC 9110 §6.4.1 */
function hasNoBody(answer: IncomingMessage, response: ServerResponse): boolean {
  return response.req.method === 'HEAD' || answer.statusCode === 204 || answer.statusCode === 304;
}

/** A body that is no longer than that passes whole. */
async function truncate(answer: IncomingMessage, response: ServerResponse, bytes: number): Promise<void> {
  writeHead(answer, response);
  response.flushHeaders();
  let left = bytes;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    if (!response.write(chunk.subarray(0, left))) await once(response, 'drain');
    if (chunk.length > left) return breakOff(response);
    left -= chunk.length;
  }
  response.end();
}
