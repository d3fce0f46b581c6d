/** A number among the options: what it means and what it may be. */
export interface NumberRow {
  readonly type: 'number';
  readonly what: string;
  readonly unit: 'ms' | 'calls' | 'share' | 'bytes';
  readonly default: number;
  readonly min: number;
  readonly max: number;
}

/** One of a few words. */
export interface ChoiceRow {
  readonly type: 'choice';
  readonly what: string;
  readonly default: string;
  readonly choices: readonly string[];
}

export type OptionRow = NumberRow | ChoiceRow;

const DAY_MS = 86_400_000;

export function ms(value: number, what: string, { min = 1, max = DAY_MS } = {}): NumberRow {
  return { type: 'number', unit: 'ms', default: value, min, max, what };
}

export function calls(value: number, what: string, { min = 1, max = 10_000 } = {}): NumberRow {
  return { type: 'number', unit: 'calls', default: value, min, max, what };
}

export function share(value: number, what: string): NumberRow {
  return { type: 'number', unit: 'share', default: value, min: 0, max: 1, what };
}

export function choice(choices: readonly [string, ...string[]], what: string): ChoiceRow {
  return { type: 'choice', default: choices[0], choices, what };
}

export function bytes(value: number, what: string): NumberRow {
  return { type: 'number', unit: 'bytes', default: value, min: 1, max: 2 ** 31 - 1, what };
}
