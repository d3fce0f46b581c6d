import { randomUUID } from 'node:crypto';
import { PORTS, RunningSystem } from '@baluarte/testing';
import { FaultClient } from './fault-client.js';
import { LAUNCHER } from './launcher.js';
import { GOOD_CARDS, type World } from './world.js';

const FAULT_PROXY_PORT = 8474;
const TIMEOUT_MS = 5_000;

/** A world that has to be left again. */
export interface OpenWorld {
  readonly world: World;
  close(): Promise<void>;
}

/**
 * Starts a system of our own.
 *
 * @param settings of its services, beside the defaults
 */
export async function startWorld(
  portOffset: number,
  pattern: World['pattern'],
  settings: Readonly<Record<string, string>> = {},
): Promise<OpenWorld> {
  const system = await RunningSystem.start(LAUNCHER, portOffset, settings);
  const close = async () => void (await system.stop());
  try {
    return { world: await worldAt('http://127.0.0.1', { portOffset, pattern, embedded: system }), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Looks at a system that runs already. */
export async function visitWorld(baseUrl: string, portOffset: number): Promise<OpenWorld> {
  const world = await worldAt(baseUrl, { portOffset, pattern: 'with', embedded: undefined });
  return { world, close: async () => undefined };
}

interface Place {
  readonly portOffset: number;
  readonly pattern: World['pattern'];
  readonly embedded: RunningSystem | undefined;
}

async function worldAt(baseUrl: string, { portOffset, pattern, embedded }: Place): Promise<World> {
  const url: World['url'] = (service) => `${baseUrl}:${PORTS[service] + portOffset}`;
  return {
    url,
    faults: new FaultClient(`${baseUrl}:${FAULT_PROXY_PORT + portOffset}`),
    customerId: await registerCustomer(url('orders')),
    pattern,
    cards: GOOD_CARDS,
    embedded,
  };
}

async function registerCustomer(orders: string): Promise<string> {
  const response = await fetch(`${orders}/api/v1/customers`, {
    method: 'POST',
    signal: AbortSignal.timeout(TIMEOUT_MS),
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: `${randomUUID()}@example.com`, name: 'Visitor' }),
  });
  if (!response.ok) throw new Error(`No customer could be registered at ${orders}: ${response.status}.`);
  return ((await response.json()) as { id: string }).id;
}
