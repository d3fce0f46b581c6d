import type { Bulkhead } from './bulkhead/bulkhead.js';
import type { Circuit } from './circuit/circuit.js';
import type { Clock, Random } from './clock.js';
import type { EventStream } from './event-stream.js';
import type { PipelineOptions } from './pipeline-options.js';
import type { RetryBudget } from './retry/retry-budget.js';

/** What the calls of one dependency share. */
export interface PipelineParts {
  readonly name: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly events: EventStream;
  readonly bulkhead: Bulkhead;
  readonly budget: RetryBudget;
  readonly circuit: Circuit;
  options: PipelineOptions;
}
