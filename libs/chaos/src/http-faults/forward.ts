import { type Agent, type IncomingMessage, request as httpRequest, type ServerResponse } from 'node:http';
import type { Address } from '../proxy/address.js';
import { damageAnswer } from './damage-answer.js';
import { endToEndHeaders, headerPairs } from './headers.js';
import type { DamageAttributes } from './http-fault.js';
import { breakOff, passAnswer } from './pass-answer.js';

export interface Forwarding {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly damage: DamageAttributes | undefined;
  readonly agent: Agent | undefined;
  readonly upstream: Address;
}

/** Asks the server and passes its answer on; a server that cannot be reached, or breaks off, ends the connection. */
export function forward({ request, response, damage, agent, upstream }: Forwarding): void {
  const asked = httpRequest({
    agent,
    host: upstream.host || '127.0.0.1',
    port: upstream.port,
    method: request.method,
    path: request.url,
    headers: endToEndHeaders(request.rawHeaders, 'expect').flat(),
  });
  if (request.headers['transfer-encoding'] === undefined) asked.useChunkedEncodingByDefault = false;
  asked.once('response', (answer) => {
    if (damage === undefined) passAnswer(answer, response);
    else void damageAnswer(answer, response, damage);
  });
  asked.on('error', () => breakOff(response));
  response.once('close', () => asked.destroy());
  request.once('end', () => asked.addTrailers(headerPairs(request.rawTrailers)));
  request.pipe(asked);
}
