import { runExperiment, type Phase, type RunResult } from '@baluarte/chaos';
import type { ShopExperiment } from './shop-experiment.js';
import type { OpenWorld } from './world/open-world.js';
import { settle } from './world/settle.js';
import type { World } from './world/world.js';

/** One run of one experiment. */
export interface Trial {
  readonly experiment: ShopExperiment;
  readonly pattern: World['pattern'];
  readonly result: RunResult;
}

/** Who opens the systems that are tried, and who is told how it goes. */
export interface CampaignOptions {
  /** @param settings of the services, beside the defaults */
  readonly open: (
    pattern: World['pattern'],
    settings: Readonly<Record<string, string>>,
  ) => Promise<OpenWorld>;
  /** Whether systems can be opened with other settings. */
  readonly canTakePatternsAway: boolean;
  readonly signal: AbortSignal;
  readonly onPhase: (experiment: ShopExperiment, pattern: World['pattern'], phase: Phase) => void;
  readonly onTrial: (trial: Trial) => void;
}

/** Tries experiments: first all with their pattern, in one system, then each without it, in a system of its own. */
export async function runCampaign(
  experiments: readonly ShopExperiment[],
  options: CampaignOptions,
): Promise<Trial[]> {
  const trials: Trial[] = [];
  const closing: Promise<void>[] = [];
  const tryAll = async (some: readonly ShopExperiment[], pattern: World['pattern'], settings = {}) => {
    if (options.signal.aborted || some.length === 0) return;
    // There are ports for two: the one before the last has to be gone.
    await Promise.all(closing.slice(0, -1));
    const { world, close } = await options.open(pattern, settings);
    try {
      for (const experiment of some) {
        if (options.signal.aborted) return;
        await settle(world, options.signal);
        const trial = { experiment, pattern, result: await tryOne(experiment, world, options) };
        trials.push(trial);
        options.onTrial(trial);
      }
    } finally {
      closing.push(close());
    }
  };
  try {
    await tryAll(experiments, 'with');
    if (options.canTakePatternsAway)
      for (const experiment of experiments) await tryAll([experiment], 'without', experiment.without);
  } finally {
    await Promise.all(closing);
  }
  return trials;
}

function tryOne(
  experiment: ShopExperiment,
  world: World,
  { signal, onPhase }: CampaignOptions,
): Promise<RunResult> {
  return runExperiment(experiment, {
    world,
    signal,
    onPhase: (phase) => onPhase(experiment, world.pattern, phase),
  });
}

/** A claim is worth something if it holds with its pattern and falls without it. */
export function isConvincing(trials: readonly Trial[]): boolean {
  return (
    trials.length > 0 &&
    trials.every(({ pattern, result }) => result.verdict === (pattern === 'with' ? 'held' : 'refuted'))
  );
}
