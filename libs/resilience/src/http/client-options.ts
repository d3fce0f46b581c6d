import { bytes, choice, ms } from '../options/option-fields.js';
import type { OptionRow } from '../options/option-rows.js';
import type { Preset } from '../options/presets.js';
import { ResilienceOptionsError, resolveOptions } from '../options/resolve-options.js';
import { violationsOf } from '../options/violations.js';
import type { PipelineOptions, PipelineOptionsPatch } from '../pipeline-options.js';
import { contractSaysNotExecuted, type SaysNotExecuted } from './http-classifier.js';

/** The options of a client beside those of its pipeline. */
export interface TransportOptions {
  /** `undici`: a pool of its own, about twice as fast; `http`: the adapter of axios with a keep-alive agent. */
  readonly transport: 'undici' | 'http';
  readonly connectTimeoutMs: number;
  readonly headersTimeoutMs: number;
  readonly bodyTimeoutMs: number;
  readonly keepAliveTimeoutMs: number;
  readonly maxResponseBytes: number;
}

/** A client of one dependency. `OPTION_ROWS` and `TRANSPORT_ROWS` have units, defaults and bounds. */
export interface ResilientClientOptions extends PipelineOptionsPatch, Partial<TransportOptions> {
  /** Where the dependency is: `http://payments:3002`. */
  readonly baseURL: string;
  /** The options that hold where nothing else is given. Default `demo`. */
  readonly preset?: Preset;
  /** Headers of every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Which error answers mean that nothing was done. Default: those with `context.executed` = `no`. */
  readonly saysNotExecuted?: SaysNotExecuted;
}

const MINUTES = { max: 600_000 };

/** Every option of the transport, with its default and its bounds. */
export const TRANSPORT_ROWS = {
  transport: choice(['undici', 'http'], 'what sends requests'),
  connectTimeoutMs: ms(500, 'opening a connection', MINUTES),
  headersTimeoutMs: ms(0, 'headers of an answer; 0: only the attempt timeout', { min: 0, ...MINUTES }),
  bodyTimeoutMs: ms(0, 'a pause in the body of an answer; 0: only the attempt timeout', {
    min: 0,
    ...MINUTES,
  }),
  keepAliveTimeoutMs: ms(4_000, 'keeping an unused connection', MINUTES),
  maxResponseBytes: bytes(10_485_760, 'size of an answer'),
} as const satisfies Record<keyof TransportOptions, OptionRow>;

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

export interface CheckedClientOptions {
  readonly baseURL: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly saysNotExecuted: SaysNotExecuted;
  readonly transport: TransportOptions;
  readonly pipeline: PipelineOptions;
}

/** @throws ResilienceOptionsError that lists every mistake */
export function checkClientOptions(dependency: string, given: ResilientClientOptions): CheckedClientOptions {
  const { baseURL, preset, headers = {}, saysNotExecuted = contractSaysNotExecuted, ...rest } = given;
  const { transport: own, pipeline: patch } = divided(rest);
  const violations = [...urlViolations(baseURL), ...violationsOf(own, TRANSPORT_ROWS)];
  const pipeline = collected(violations, () => resolveOptions(dependency, patch, preset));
  const defaults = Object.entries(TRANSPORT_ROWS).map(([name, { default: value }]) => [name, value]);
  const transport = { ...Object.fromEntries(defaults), ...own } as Mutable<TransportOptions>;
  // A default must not contradict what was asked for.
  if (pipeline !== undefined && own['connectTimeoutMs'] === undefined)
    transport.connectTimeoutMs = Math.min(transport.connectTimeoutMs, pipeline.attemptTimeoutMs);
  if (pipeline !== undefined && transport.connectTimeoutMs > pipeline.attemptTimeoutMs)
    violations.push(
      `connectTimeoutMs (${transport.connectTimeoutMs}) is longer than attemptTimeoutMs (${pipeline.attemptTimeoutMs})`,
    );
  if (pipeline === undefined || violations.length > 0)
    throw new ResilienceOptionsError(dependency, violations);
  return { baseURL, headers, saysNotExecuted, transport, pipeline };
}

function divided(options: object): { transport: Record<string, unknown>; pipeline: PipelineOptionsPatch } {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  const isTransport = ([name]: [string, unknown]) => Object.hasOwn(TRANSPORT_ROWS, name);
  return {
    transport: Object.fromEntries(entries.filter(isTransport)),
    pipeline: Object.fromEntries(entries.filter((entry) => !isTransport(entry))),
  };
}

function urlViolations(baseURL: unknown): string[] {
  const isUrl = typeof baseURL === 'string' && /^https?:\/\/[^/]/.test(baseURL) && URL.canParse(baseURL);
  return isUrl ? [] : [`baseURL is ${String(baseURL)}, but must be a URL as http://payments:3002`];
}

function collected<T>(violations: string[], resolve: () => T): T | undefined {
  try {
    return resolve();
  } catch (error) {
    if (!(error instanceof ResilienceOptionsError)) throw error;
    violations.push(...error.violations);
    return undefined;
  }
}
