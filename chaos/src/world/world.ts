import type { RunningSystem, ServiceName } from '@baluarte/testing';
import type { FaultClient } from './fault-client.js';

/** What the experiments know of the system. */
export interface World {
  url(service: ServiceName): string;
  readonly faults: FaultClient;
  /** Who places the orders. */
  readonly customerId: string;
  /** Whether the pattern on trial is there. */
  readonly pattern: 'with' | 'without';
  /** The cards that customers pay with, in turn; experiments exchange them. */
  cards: readonly string[];
  /** Only where the system was started by the experiments themselves: its processes, logs and databases. */
  readonly embedded: RunningSystem | undefined;
}

/** What customers pay with on a good day. */
export const GOOD_CARDS: readonly string[] = ['tok_visa'];
