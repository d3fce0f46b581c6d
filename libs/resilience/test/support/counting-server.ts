import { FaultServer, type FaultScenario } from '@baluarte/testing';
import axios, { type AxiosInstance } from 'axios';
import axiosRetry, { type IAxiosRetryConfig } from 'axios-retry';
import { EventStream } from '../../src/event-stream.js';
import type { ResilienceEvent } from '../../src/events.js';
import type { Clock } from '../../src/clock.js';
import type { ResilientClientOptions } from '../../src/http/client-options.js';
import { ResilientClient } from '../../src/http/resilient-client.js';

/** A clock on which every wait that is shorter than an attempt is over at once, and is written down. */
export function hurriedClock(attemptTimeoutMs: number): Clock & { readonly waits: number[] } {
  const waits: number[] = [];
  return {
    waits,
    now: () => performance.now(),
    wallTime: () => Date.now(),
    setTimer: (delayMs, callback) => {
      if (delayMs >= attemptTimeoutMs) {
        const timeout = setTimeout(callback, delayMs);
        return { cancel: () => clearTimeout(timeout) };
      }
      waits.push(delayMs);
      const immediate = setImmediate(callback);
      return { cancel: () => clearImmediate(immediate) };
    },
  };
}

const open: (() => Promise<void>)[] = [];

/** Ends every peer that a test has made, whether or not the test came to its end. */
export async function endPeers(): Promise<void> {
  await Promise.all(open.splice(0).map((end) => end()));
}

/** A real server with a script, axios-retry as people use it, and our client. */
export async function scriptedPeer(
  options: Partial<ResilientClientOptions> = {},
  retry: IAxiosRetryConfig = {},
) {
  const server = await FaultServer.start();
  const naive: AxiosInstance = axios.create({ baseURL: server.url });
  axiosRetry(naive, { retries: 3, ...retry });
  const events = new EventStream();
  const told: ResilienceEvent[] = [];
  events.subscribe((event) => told.push(event));
  const attemptTimeoutMs = options.attemptTimeoutMs ?? 1_000;
  const clock = hurriedClock(attemptTimeoutMs);
  const client = ResilientClient.create(
    'peer',
    { baseURL: server.url, ...options },
    {
      clock,
      events,
      random: () => 0.5,
    },
  );
  const asked = async (scenarios: readonly FaultScenario[], ask: () => Promise<unknown>) => {
    server.script(...(scenarios as [FaultScenario, ...FaultScenario[]]));
    const before = server.requests.length;
    const ending = await ask().then(
      (answer) => answer,
      (error: unknown) => error,
    );
    return { ending, requests: server.requests.slice(before) };
  };
  open.push(async () => {
    await client.close();
    await server.close();
  });
  return { server, naive, client, ours: client.http, told, clock, asked };
}
