import { z } from 'zod';

/** Bounds and default of a number, both bounds inclusive. */
export interface NumberSetting {
  readonly default?: number;
  readonly min?: number;
  readonly max?: number;
}

const WHOLE = /^-?\d{1,15}$/;

/** A whole number. Without a default the variable must be set. */
export function integer({ default: fallback, min = 0, max = Number.MAX_SAFE_INTEGER }: NumberSetting = {}) {
  const expected = `expected a whole number from ${min} to ${max}`;
  const parsed = z
    .string(expected)
    .trim()
    .regex(WHOLE, expected)
    .transform(Number)
    .refine((value) => value >= min && value <= max, expected);
  return fallback === undefined ? parsed : parsed.default(fallback);
}

/** A duration in milliseconds; at most 24 hours unless `max` says otherwise. */
export function durationMs(setting: NumberSetting = {}) {
  return integer({ min: 1, max: 86_400_000, ...setting });
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
    .refine(
      (value) => URL.canParse(value) && protocols.includes(new URL(value).protocol.slice(0, -1)),
      expected,
    )
    .transform((value) => value.replace(/\/+$/, ''));
  return fallback === undefined ? parsed : parsed.default(fallback);
}

/** A PostgreSQL connection string; treated as a secret, since it holds a password. */
export function postgresUrl() {
  return secret(url(undefined, ['postgres', 'postgresql']));
}

const SECRET = 'secret';

/** Marks a setting whose value must never be shown, not even when it is wrong. */
export function secret<Setting extends z.ZodType>(setting: Setting): Setting {
  return setting.meta({ [SECRET]: true }) as Setting;
}

/** Whether a setting was marked as secret. */
export function isSecret(setting: z.ZodType): boolean {
  return setting.meta()?.[SECRET] === true;
}
