import { z } from 'zod';
import { secret } from './describe-setting.js';

/** Bounds and default of a number, both bounds inclusive. */
export interface NumberSetting {
  readonly default?: number;
  readonly min?: number;
  readonly max?: number;
}

const WHOLE = /^-?\d{1,15}$/;

/**
 * A whole number. Without a default the variable must be set.
 *
 * @param setting bounds, inclusive: `min` is 0 by default, `max` the largest whole number there is
 * @throws RangeError when the default is out of bounds
 */
export function integer(setting: NumberSetting = {}) {
  return wholeNumber(setting, 'a whole number');
}

/** A duration in milliseconds; from 1 to 24 hours unless `min` and `max` say otherwise. */
export function durationMs(setting: NumberSetting = {}) {
  return wholeNumber({ min: 1, max: 86_400_000, ...setting }, 'a whole number of milliseconds');
}

function wholeNumber(
  { default: fallback, min = 0, max = Number.MAX_SAFE_INTEGER }: NumberSetting,
  what: string,
) {
  const expected = `expected ${what} from ${min} to ${max}`;
  if (fallback !== undefined && !(Number.isInteger(fallback) && fallback >= min && fallback <= max))
    throw new RangeError(`The default ${fallback} is wrong: ${expected}.`);
  const parsed = z
    .string(expected)
    .trim()
    .regex(WHOLE, expected)
    .transform(Number)
    .refine((value) => value >= min && value <= max, expected);
  return fallback === undefined ? parsed : parsed.default(fallback);
}

/** A TCP port; 0 lets the system choose a free one. */
export function port(fallback?: number) {
  return integer({ min: 0, max: 65_535, ...(fallback !== undefined && { default: fallback }) });
}

/** A ratio from 0 to 1. */
export function ratio(fallback?: number) {
  const expected = 'expected a number from 0 to 1';
  const parsed = z
    .string(expected)
    .trim()
    .regex(/^(0|1|0?\.\d{1,10}|1\.0+|0\.\d{1,10})$/, expected)
    .transform(Number);
  return fallback === undefined ? parsed : parsed.default(fallback);
}

/** Some text that is not empty. */
export function text(fallback?: string) {
  const parsed = z.string('expected some text').trim().min(1, 'expected some text');
  return fallback === undefined ? parsed : parsed.default(fallback);
}

/** One of a few words. */
export function oneOf<const Word extends string>(words: readonly [Word, ...Word[]], fallback?: Word) {
  const parsed = z.enum(words, `expected one of ${words.join(', ')}`);
  return fallback === undefined ? parsed : parsed.default(fallback);
}

/** `true` or `false`. */
export function flag(fallback?: boolean) {
  const parsed = z
    .enum(['true', 'false', '1', '0'], 'expected true or false')
    .transform((word) => word === 'true' || word === '1');
  return fallback === undefined ? parsed : parsed.default(fallback);
}

/** An absolute URL of one of the given protocols, without a trailing slash. */
export function url(fallback?: string, protocols: readonly string[] = ['http', 'https']) {
  const expected = `expected a URL that begins with ${protocols.map((protocol) => `${protocol}://`).join(' or ')}`;
  const parsed = z
    .string(expected)
    .trim()
    .refine((value) => isUrlOf(protocols, value), expected)
    .transform((value) => value.replace(/\/+$/, ''));
  return fallback === undefined ? parsed : parsed.default(fallback);
}

function isUrlOf(protocols: readonly string[], value: string): boolean {
  return (
    URL.canParse(value) &&
    new URL(value).hostname !== '' &&
    protocols.some((protocol) => value.toLowerCase().startsWith(`${protocol}://`))
  );
}

/** A PostgreSQL connection string; treated as a secret, since it holds a password. */
export function postgresUrl() {
  return secret(url(undefined, ['postgres', 'postgresql']));
}
