import type { AxiosInstance } from 'axios';
import type { CircuitState } from './events.js';
import { CircuitOpenError } from './rejections.js';
import type { ResilienceRegistry } from './registry.js';

/** How a dependency is, as a health check tells it. */
export interface DependencyHealth {
  readonly status: 'up' | 'degraded';
  readonly detail: { readonly circuit: CircuitState };
}

/**
 * A health check of a dependency that is called over HTTP. While its circuit is open it is `degraded`, and
 * not asked.
 *
 * @param path answers any status below 400 when the dependency is alive
 * @returns throws what the call throws when it is not
 */
export function dependencyHealth(
  registry: ResilienceRegistry,
  name: string,
  http: AxiosInstance,
  path = '/health/live',
): (signal: AbortSignal) => Promise<DependencyHealth> {
  return async (signal) => {
    const { state } = registry.snapshot(name).circuit;
    try {
      if (state !== 'open') await http.get(path, { signal, operation: 'health', repeatable: false });
    } catch (error) {
      // All probes are under way, or the circuit has opened meanwhile: so it was not asked.
      if (!(error instanceof CircuitOpenError)) throw error;
      return { status: 'degraded', detail: { circuit: registry.snapshot(name).circuit.state } };
    }
    return { status: state === 'closed' ? 'up' : 'degraded', detail: { circuit: state } };
  };
}
