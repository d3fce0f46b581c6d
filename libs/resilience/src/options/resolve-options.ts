import type { PipelineOptions, PipelineOptionsPatch } from '../pipeline-options.js';
import { flatten, isGroup, unflatten } from './nested.js';
import { OPTION_ROWS } from './option-rows.js';
import { PRESETS, type Preset } from './presets.js';
import { brokenRules } from './rules.js';
import { violationsOf } from './violations.js';

/** The options of a dependency are wrong; the message lists every mistake. */
export class ResilienceOptionsError extends TypeError {
  override readonly name = 'ResilienceOptionsError';

  constructor(
    readonly dependency: string,
    readonly violations: readonly string[],
  ) {
    super(
      `The resilience options of ${dependency} are wrong:\n${violations.map((each) => `  - ${each}`).join('\n')}`,
    );
  }
}

const DEFAULTS = Object.fromEntries(Object.entries(OPTION_ROWS).map(([path, row]) => [path, row.default]));

/**
 * The options of a dependency: what is given, over the preset, over the defaults.
 *
 * @throws ResilienceOptionsError that lists every unknown option, every value out of bounds and every broken rule
 */
export function resolveOptions(
  dependency: string,
  given: PipelineOptionsPatch,
  preset: Preset = 'demo',
): PipelineOptions {
  if (!Object.hasOwn(PRESETS, preset))
    throw new ResilienceOptionsError(dependency, [
      `preset is ${String(preset)}, but must be one of ${Object.keys(PRESETS).join(', ')}`,
    ]);
  return checked(dependency, { ...DEFAULTS, ...flatten(PRESETS[preset]) }, given);
}

/**
 * Changed options of a dependency.
 *
 * @throws ResilienceOptionsError
 */
export function patchOptions(
  dependency: string,
  current: PipelineOptions,
  patch: PipelineOptionsPatch,
): PipelineOptions {
  return checked(dependency, flatten(current), patch);
}

function checked(
  dependency: string,
  base: Readonly<Record<string, unknown>>,
  patch: PipelineOptionsPatch,
): PipelineOptions {
  if (!isGroup(patch))
    throw new ResilienceOptionsError(dependency, [`options are ${String(patch)}, but must be an object`]);
  const changes = flatten(patch);
  const violations = violationsOf(changes, OPTION_ROWS);
  const options = unflatten({ ...base, ...changes }) as unknown as PipelineOptions;
  const all = violations.length > 0 ? violations : brokenRules(options);
  if (all.length > 0) throw new ResilienceOptionsError(dependency, all);
  return options;
}
