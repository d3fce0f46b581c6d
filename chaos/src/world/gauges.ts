import type { Gauge } from '@baluarte/chaos';
import type { ServiceName } from '@baluarte/testing';
import type { World } from './world.js';

/** What `/metrics` of a service says, added up over all series of a name with these labels. */
export function metric(
  world: World,
  service: ServiceName,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): Gauge['read'] {
  const wanted = Object.entries(labels).map(([key, value]) => `${key}="${value}"`);
  return async (signal) => {
    const text = await page(`${world.url(service)}/metrics`, signal);
    const values = (text ?? '')
      .split('\n')
      .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
      .filter((line) => wanted.every((label) => line.includes(label)))
      .map((line) => Number(line.slice(line.lastIndexOf(' ') + 1)));
    return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0);
  };
}

/** The circuit breaker that a service has before a dependency: 0 closed, 1 half-open, 2 open. */
export function circuit(world: World, service: ServiceName, dependency: string): Gauge {
  return {
    name: circuitName(service, dependency),
    read: metric(world, service, 'resilience_circuit_state', { dependency }),
  };
}

export const CIRCUIT_OPEN = { value: 2, name: 'open' } as const;

/** "the circuit of payments to psp" */
export function circuitName(service: string, dependency: string): string {
  return `the circuit of ${service} to ${dependency}`;
}

async function page(url: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    const response = await fetch(url, { signal });
    return response.ok ? await response.text() : undefined;
  } catch {
    return undefined;
  }
}
