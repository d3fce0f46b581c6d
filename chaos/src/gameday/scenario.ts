import type { Sample } from '@baluarte/chaos';
import type { World } from '../world/world.js';

/** What can be wrong with a wire. */
export const KINDS = ['down', 'slow', 'lossy', 'silent'] as const;
export type Kind = (typeof KINDS)[number];

/** The diagnosis that a team has to find. */
export interface Diagnosis {
  /** The proxy on the edge: `payments_psp`. */
  readonly where: string;
  readonly what: Kind;
}

/** A hidden fault, and what there is to learn from it. */
export interface Scenario {
  readonly name: string;
  /** From 1, which shows at the first glance, to 5, which misleads. */
  readonly difficulty: 1 | 2 | 3 | 4 | 5;
  readonly answer: Diagnosis;
  /** Each tells more than the one before. */
  readonly hints: readonly string[];
  /** What the system did about it by itself. */
  readonly debriefing: string;
  /** Whether a request suffered. */
  isHurt(sample: Sample): boolean;
  inject(world: World): Promise<void>;
}
