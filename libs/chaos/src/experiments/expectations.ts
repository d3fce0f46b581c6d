import { percentileMs, type Evidence, type Window } from './evidence.js';
import type { Expectation } from './expectation.js';
import type { Sample } from './sample.js';

/** Which of its requests an expectation speaks of, for people. */
interface Named extends Window {
  /** "the product page": default the name of the traffic. */
  readonly what?: string;
}

const isSuccess = ({ status }: Sample): boolean => status >= 200 && status < 400;

/** Of so many requests, at least such a share gets a success. */
export function succeed(window: Named, share: number): Expectation<unknown> {
  return shareOf(window, share, 'succeed', isSuccess);
}

/** At least a share of the requests is answered with a status and, if given, an error code. */
export function answerWith(
  window: Named,
  share: number,
  { status, errorCode }: { readonly status: number; readonly errorCode?: string },
): Expectation<unknown> {
  return shareOf(
    window,
    share,
    `are answered with ${status}${errorCode === undefined ? '' : ` ${errorCode}`}`,
    (sample) => sample.status === status && (errorCode === undefined || sample.errorCode === errorCode),
  );
}

/** At least a share of the requests has some property, told in words that follow "95 % of the orders". */
export function shareOf(
  window: Named,
  share: number,
  words: string,
  has: (sample: Sample) => boolean,
): Expectation<unknown> {
  return {
    statement: `${percent(share)} of ${nameOf(window)} ${words}`,
    judge: (evidence) => {
      const samples = evidence.in(window);
      const having = samples.filter(has).length;
      return {
        held: samples.length > 0 && having >= share * samples.length,
        measured: `${having} of ${samples.length}${spread(samples.filter((each) => !has(each)))}`,
      };
    },
  };
}

/** A percentile of the durations is at most so long. */
export function answerWithin(window: Named, percentile: number, limitMs: number): Expectation<unknown> {
  return {
    statement: `${percentile} % of ${nameOf(window)} are answered within ${limitMs} ms`,
    judge: (evidence) => {
      const samples = evidence.in(window);
      const measuredMs = percentileMs(samples, percentile);
      return {
        held: samples.length > 0 && measuredMs <= limitMs,
        measured: `${measuredMs.toFixed(0)} ms (${samples.length} requests)`,
      };
    },
  };
}

/** Whatever fails, in any phase, has the body that is promised for failures. */
export function keepTheContract(): Expectation<unknown> {
  return {
    statement: 'every failure has the body of the error contract',
    judge: ({ samples }: Evidence) => {
      const failures = samples.filter((each) => !isSuccess(each));
      const broken = failures.filter(({ keepsContract }) => !keepsContract);
      return {
        held: broken.length === 0,
        measured: `${failures.length - broken.length} of ${failures.length} failures${spread(broken)}`,
      };
    },
  };
}

/** A series comes to a value, at the latest so long after a phase began. */
export function comeTo(
  series: string,
  {
    value,
    name,
    withinMs,
    phase = 'fault' as const,
  }: { value: number; name: string; withinMs: number; phase?: 'fault' | 'recovery' },
): Expectation<unknown> {
  return {
    statement: `${series} is ${name} within ${withinMs / 1_000} s of the ${phase === 'fault' ? 'fault' : 'end of the fault'}`,
    judge: (evidence) => {
      const reachedMs = evidence.reached(series, value, phase);
      return {
        held: reachedMs !== undefined && reachedMs <= withinMs,
        measured: reachedMs === undefined ? 'never' : `after ${(reachedMs / 1_000).toFixed(1)} s`,
      };
    },
  };
}

function nameOf({ what, traffic = 'the requests', phase, fromMs }: Named): string {
  const when = { steady: 'before the fault', fault: 'during the fault', recovery: 'after the fault' }[phase];
  const from = fromMs === undefined ? '' : `, from its second ${fromMs / 1_000} on`;
  return `${what ?? traffic} ${when}${from}`;
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(1))} %`;
}

/** What the others got: ", others: 503 PAYMENT_SERVICE_UNAVAILABLE × 3". */
function spread(samples: readonly Sample[]): string {
  const counts = new Map<string, number>();
  for (const { status, errorCode } of samples) {
    const key = `${status === 0 ? 'no answer' : status}${errorCode === undefined ? '' : ` ${errorCode}`}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  if (counts.size === 0) return '';
  return `, others: ${[...counts].map(([key, count]) => `${key} × ${count}`).join(', ')}`;
}
