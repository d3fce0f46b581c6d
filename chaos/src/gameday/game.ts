import type { Diagnosis, Scenario } from './scenario.js';

/** How long each part took, ms; nothing for what was not done. */
export interface Times {
  readonly detectMs?: number;
  readonly diagnoseMs?: number;
  readonly mitigateMs?: number;
}

export interface Score {
  readonly detect: number;
  readonly diagnose: number;
  readonly mitigate: number;
  readonly total: number;
}

/** What is best, and what it costs to take longer. */
const POINTS = {
  detect: { most: 30, freeMs: 20_000, onePerMs: 4_000 },
  diagnose: { most: 40, freeMs: 60_000, onePerMs: 8_000 },
  mitigate: { most: 30, freeMs: 30_000, onePerMs: 6_000 },
} as const;
const PER_WRONG_DIAGNOSIS = 10;
const PER_HINT = 8;

/** One round: from the moment of the fault on it is noticed, understood and ended, in this order. */
export class Game {
  readonly guesses: { readonly atMs: number; readonly guess: Diagnosis; readonly isRight: boolean }[] = [];
  readonly notes: { readonly atMs: number; readonly words: string }[] = [];
  #injectedMs: number | undefined;
  #detectedMs: number | undefined;
  #diagnosedMs: number | undefined;
  #mitigatedMs: number | undefined;
  #hints = 0;

  constructor(readonly scenario: Scenario) {}

  injected(nowMs: number): void {
    this.#injectedMs = nowMs;
  }

  get isOver(): boolean {
    return this.#mitigatedMs !== undefined && this.#diagnosedMs !== undefined;
  }

  get isDiagnosed(): boolean {
    return this.#diagnosedMs !== undefined;
  }

  get hintsTaken(): number {
    return this.#hints;
  }

  /** The team says that something is wrong. @returns whether that is so */
  detect(nowMs: number, words: string): boolean {
    this.notes.push({ atMs: this.#since(nowMs), words });
    if (this.#injectedMs === undefined) return false;
    this.#detectedMs ??= nowMs;
    return true;
  }

  /** @returns whether the team is right */
  diagnose(nowMs: number, guess: Diagnosis): boolean {
    const { where, what } = this.scenario.answer;
    const isRight = this.#injectedMs !== undefined && guess.where === where && guess.what === what;
    this.guesses.push({ atMs: this.#since(nowMs), guess, isRight });
    if (!isRight) return false;
    this.#detectedMs ??= nowMs;
    this.#diagnosedMs ??= nowMs;
    return true;
  }

  /** The next hint, or nothing when there is no more. */
  hint(): string | undefined {
    const hint = this.scenario.hints[this.#hints];
    if (hint !== undefined) this.#hints += 1;
    return hint;
  }

  /** Customers no longer suffer. */
  mitigated(nowMs: number): void {
    if (this.#injectedMs !== undefined) this.#mitigatedMs ??= nowMs;
  }

  get times(): Times {
    const since = (fromMs: number | undefined, toMs: number | undefined) =>
      fromMs === undefined || toMs === undefined ? undefined : Math.max(0, toMs - fromMs);
    const [detectMs, diagnoseMs, mitigateMs] = [
      since(this.#injectedMs, this.#detectedMs),
      since(this.#detectedMs, this.#diagnosedMs),
      since(this.#injectedMs, this.#mitigatedMs),
    ];
    return {
      ...(detectMs !== undefined && { detectMs }),
      ...(diagnoseMs !== undefined && { diagnoseMs }),
      ...(mitigateMs !== undefined && { mitigateMs }),
    };
  }

  get score(): Score {
    const { detectMs, diagnoseMs, mitigateMs } = this.times;
    const wrong = this.guesses.filter(({ isRight }) => !isRight).length;
    const detect = pointsFor('detect', detectMs);
    const diagnose = Math.max(
      0,
      pointsFor('diagnose', diagnoseMs) - PER_WRONG_DIAGNOSIS * wrong - PER_HINT * this.#hints,
    );
    const mitigate = pointsFor('mitigate', mitigateMs);
    return { detect, diagnose, mitigate, total: detect + diagnose + mitigate };
  }

  #since(nowMs: number): number {
    return nowMs - (this.#injectedMs ?? nowMs);
  }
}

function pointsFor(part: keyof typeof POINTS, tookMs: number | undefined): number {
  if (tookMs === undefined) return 0;
  const { most, freeMs, onePerMs } = POINTS[part];
  return Math.max(0, most - Math.floor(Math.max(0, tookMs - freeMs) / onePerMs));
}
