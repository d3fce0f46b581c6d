import {
  TRANSPORT_ROWS,
  type ResilientClientOptions,
  type TransportOptions,
} from '../http/client-options.js';
import type { PipelineOptionsPatch } from '../pipeline-options.js';
import { flatten, unflatten } from './nested.js';
import type { NumberRow, OptionRow } from './option-fields.js';
import { OPTION_ROWS } from './option-rows.js';
import { PRESETS, type Preset } from './presets.js';
import { ResilienceOptionsError, resolveOptions } from './resolve-options.js';

const ROWS = { ...OPTION_ROWS, ...TRANSPORT_ROWS };

type Rows = typeof ROWS;
type Path = keyof Rows & string;

/** `retry.maxRetries` as `RETRY_MAX_RETRIES`. */
type Shouted<Text extends string> = Text extends `${infer First}${infer Rest}`
  ? First extends '.'
    ? `_${Shouted<Rest>}`
    : First extends Lowercase<First>
      ? `${Uppercase<First>}${Shouted<Rest>}`
      : `_${First}${Shouted<Rest>}`
  : '';

/** The environment variables of one dependency: `PAYMENTS_ATTEMPT_TIMEOUT_MS`, … */
export type ClientSettings<Prefix extends string> = {
  readonly [Each in Path as `${Prefix}_${Shouted<Each>}`]: Rows[Each] extends NumberRow
    ? NumberRow
    : Extract<OptionRow, { type: 'choice' }>;
};

/** The values of these variables. */
export type ClientSettingValues<Prefix extends string> = {
  readonly [Each in Path as `${Prefix}_${Shouted<Each>}`]: Rows[Each] extends NumberRow ? number : string;
};

/** Options of a client that settings can hold. */
export type ClientSettingOptions = PipelineOptionsPatch & Partial<TransportOptions>;

function nameOf(prefix: string, path: string): string {
  return `${prefix}_${path
    .replaceAll('.', '_')
    .replaceAll(/[A-Z]/g, (capital) => `_${capital}`)
    .toUpperCase()}`;
}

/**
 * Every option of a client as an environment variable, with unit, default and bounds.
 *
 * @param prefix of the dependency: `PAYMENTS`
 * @param defaults where they differ from those of the preset
 */
export function clientSettings<const Prefix extends string>(
  prefix: Prefix,
  preset: Preset = 'demo',
  defaults: ClientSettingOptions = {},
): ClientSettings<Prefix> {
  const own = Object.entries(ROWS).map(([path, row]) => [path, row.default]);
  const all = { ...Object.fromEntries(own), ...flatten(PRESETS[preset]), ...flatten(defaults) };
  const bounded = withinAttempt(all);
  const rows = Object.entries(ROWS).map(([path, row]) => {
    return [nameOf(prefix, path), { ...row, default: bounded[path] }];
  });
  return Object.fromEntries(rows) as ClientSettings<Prefix>;
}

/**
 * A client of the dependency at `baseURL`, with the options that its variables hold. A shorter attempt bounds
 * opening a connection too: nobody knows whether its variable was set.
 */
export function clientOptionsOf<const Prefix extends string>(
  prefix: Prefix,
  values: ClientSettingValues<Prefix>,
  baseURL: string,
): ResilientClientOptions {
  return { baseURL, ...unflatten(withinAttempt(flatOptions(prefix, values))) };
}

/** Options by their path, with no longer time to open a connection than an attempt has. */
function withinAttempt(options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { connectTimeoutMs, attemptTimeoutMs } = options;
  return { ...options, connectTimeoutMs: Math.min(Number(connectTimeoutMs), Number(attemptTimeoutMs)) };
}

function flatOptions(prefix: string, values: object): Record<string, unknown> {
  const all = values as Record<string, unknown>;
  return Object.fromEntries(Object.keys(ROWS).map((path) => [path, all[nameOf(prefix, path)]]));
}

/** What is wrong between the variables of a dependency, in words; undefined when nothing is. */
export function clientSettingsMistake<const Prefix extends string>(
  prefix: Prefix,
  values: ClientSettingValues<Prefix>,
): string | undefined {
  const policies = Object.entries(flatOptions(prefix, values)).filter(
    ([path]) => !Object.hasOwn(TRANSPORT_ROWS, path),
  );
  try {
    resolveOptions(prefix, unflatten(Object.fromEntries(policies)));
    return undefined;
  } catch (error) {
    if (error instanceof ResilienceOptionsError) return error.violations.join('; ');
    throw error;
  }
}
