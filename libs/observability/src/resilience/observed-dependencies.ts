import type { CircuitState, ResilienceEvents } from '@baluarte/resilience';

/** How a dependency is at one moment. */
export interface ObservedDependency {
  readonly name: string;
  readonly circuit: { readonly state: CircuitState };
  readonly bulkhead: { readonly inUse: number };
}

/** What is observed: `ResilienceRegistry` of `@baluarte/resilience` is one. */
export interface ObservedDependencies {
  readonly events: ResilienceEvents;
  list(): readonly ObservedDependency[];
}
