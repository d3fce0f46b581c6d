import type { Sample, Series } from './sample.js';

/** The three parts of an experiment: as it always is, with the fault, and after it. */
export type Phase = 'steady' | 'fault' | 'recovery';

/** A stretch of an experiment; `fromMs` and `toMs` count from the beginning of the phase. */
export interface Window {
  readonly phase: Phase;
  /** Default: every traffic. */
  readonly traffic?: string;
  /** Default 0. */
  readonly fromMs?: number;
  /** Default: the end of the phase. */
  readonly toMs?: number;
}

/** When the parts of an experiment began, ms since its beginning. */
export interface Times {
  readonly faultAtMs: number;
  readonly rolledBackAtMs: number;
  readonly endedAtMs: number;
}

/** Everything that was seen in one run of an experiment. */
export class Evidence {
  constructor(
    readonly samples: readonly Sample[],
    readonly series: readonly Series[],
    readonly times: Times,
  ) {}

  /** The requests that were sent in a stretch. */
  in({ traffic, ...window }: Window): Sample[] {
    const [fromMs, toMs] = this.bounds(window);
    return this.samples.filter(
      (each) =>
        (traffic === undefined || each.traffic === traffic) && each.atMs >= fromMs && each.atMs < toMs,
    );
  }

  /** How long after the beginning of a phase a series first had a value; nothing if it never did. */
  reached(name: string, value: number, phase: Phase = 'fault'): number | undefined {
    const [fromMs] = this.bounds({ phase });
    const series = this.series.find((each) => each.name === name);
    const point = series?.points.find((each) => each.atMs >= fromMs && each.value === value);
    return point && point.atMs - fromMs;
  }

  private bounds({ phase, fromMs = 0, toMs = Infinity }: Window): [number, number] {
    const { faultAtMs, rolledBackAtMs, endedAtMs } = this.times;
    const [begin, end] = {
      steady: [0, faultAtMs] as const,
      fault: [faultAtMs, rolledBackAtMs] as const,
      recovery: [rolledBackAtMs, endedAtMs] as const,
    }[phase];
    return [begin + fromMs, Math.min(begin + toMs, end)];
  }
}

/** The smallest of the durations that a share of the requests stayed within; 0 of none. */
export function percentileMs(samples: readonly Sample[], percentile: number): number {
  const sorted = samples.map(({ durationMs }) => durationMs).sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percentile / 100) * sorted.length) - 1)] ?? 0;
}
