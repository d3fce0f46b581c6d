import { z } from 'zod';
import { oneOf } from './settings.js';

/** A setting that is described by data, as libraries describe their options. */
export type DescribedSetting =
  | {
      readonly type: 'number';
      readonly unit: string;
      readonly default: number;
      readonly min: number;
      readonly max: number;
    }
  | { readonly type: 'choice'; readonly default: string; readonly choices: readonly string[] };

type ValueOf<Setting> = Setting extends { type: 'number' } ? number : string;

const NUMBER = /^\d{1,15}(\.\d{1,10})?$/;

/** The settings that a library describes by name, to be spread into a schema. */
export function settingsOf<Rows extends { readonly [Name in keyof Rows]: DescribedSetting }>(
  rows: Rows,
): { [Name in keyof Rows]: z.ZodType<ValueOf<Rows[Name]>> } {
  const settings = Object.entries<DescribedSetting>(rows).map(([name, row]) => [name, settingOf(row)]);
  return Object.fromEntries(settings) as { [Name in keyof Rows]: z.ZodType<ValueOf<Rows[Name]>> };
}

function settingOf(row: DescribedSetting): z.ZodType {
  if (row.type === 'choice') return oneOf(row.choices as [string, ...string[]], row.default);
  const { min, max, unit, default: fallback } = row;
  const expected = `expected a number from ${min} to ${max} (${unit})`;
  return z
    .string(expected)
    .trim()
    .regex(NUMBER, expected)
    .transform(Number)
    .refine((value) => value >= min && value <= max, expected)
    .default(fallback);
}
