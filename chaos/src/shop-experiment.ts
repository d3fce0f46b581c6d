import type { Experiment } from '@baluarte/chaos';
import type { World } from './world/world.js';

/** An experiment on the shop, and how to take away the pattern that is on trial. */
export interface ShopExperiment extends Experiment<World> {
  /** Settings of the services without the pattern; none if it is the traffic that differs. */
  readonly without: Readonly<Record<string, string>>;
  /** Looks at processes, logs or databases, which a system that runs elsewhere does not show. */
  readonly needsEmbedded?: true;
}
