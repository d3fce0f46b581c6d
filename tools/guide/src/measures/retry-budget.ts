import { FaultServer, type Exchange } from '@baluarte/testing';
import type { Measure } from '../measure.js';

interface Program {
  product(id: string): Promise<unknown>;
}

const CALLS = 100;

/** A server that fails every call that is under way at the same moment, so that the numbers do not depend on speed. */
class DeadServer {
  failedCalls = 0;
  requests = 0;
  #held: Exchange[] = [];

  take(exchange: Exchange): void {
    this.requests += 1;
    this.#held.push(exchange);
    this.#failAll();
  }

  callFailed(): void {
    this.failedCalls += 1;
    this.#failAll();
  }

  #failAll(): void {
    if (this.#held.length < CALLS - this.failedCalls) return;
    for (const { response } of this.#held.splice(0)) response.writeHead(503).end();
  }
}

export const measure: Measure = async ({ program }) => {
  const dead = new DeadServer();
  const server = (await FaultServer.start()).script({
    reads: 'everything',
    play: (exchange) => dead.take(exchange),
  });
  const { product } = await program<Program>({ 3003: server.port });
  const calls = Array.from({ length: CALLS }, (_, nth) => product(`P${nth}`).catch(() => dead.callFailed()));
  await Promise.all(calls);
  return {
    'calls that failed, of 100 at once while the server is down': dead.failedCalls,
    'requests that the server got': dead.requests,
  };
};
