import type { OnApplicationShutdown } from '@nestjs/common';
import type { Logger as Pino } from 'pino';
import type { Metrics } from '../metrics/metrics.js';
import { observeResilience } from './observe-resilience.js';
import type { ObservedDependencies } from './observed-dependencies.js';

/** Observes the calls of dependencies for as long as the application runs. */
export class ResilienceObserver implements OnApplicationShutdown {
  readonly #stop: () => void;

  constructor(dependencies: ObservedDependencies, metrics: Metrics, log: Pino) {
    this.#stop = observeResilience(dependencies, { metrics, log });
  }

  onApplicationShutdown(): void {
    this.#stop();
  }
}
