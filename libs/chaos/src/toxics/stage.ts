import type { Clock } from '../clock.js';
import type { SeededRandom } from '../seeded-random.js';
import type { Flow } from './flow.js';

/** Attributes of a toxic that were checked, every default filled in. */
export type Attributes = Readonly<Record<string, number>>;

/** `removed`: the toxic is gone; `spared`: after an update, the connection is no longer among those it hits. */
export type ReleaseReason = 'removed' | 'spared';

/** What one toxic does to one direction of one connection. */
export interface Stage extends Pick<Flow, 'write' | 'finish'> {
  /** The attributes have changed; what is held follows the new ones. */
  configure(attributes: Attributes): void;
  /** Lets everything go that is held. */
  release(reason: ReleaseReason): void;
  /** The connection is gone; no timer may stay. */
  dispose(): void;
}

export interface StageSetup {
  readonly attributes: Attributes;
  readonly output: Flow;
  readonly clock: Clock;
  /** Chance of this connection alone. */
  readonly random: SeededRandom;
}
