import * as cockatiel from 'cockatiel';
import CircuitBreaker from 'opossum';
import { Pipeline, resolveOptions } from '@baluarte/resilience';

/** Something to be called many times, in a process of its own so that nobody else warms it up or slows it down. */
export type Subject = () => Promise<() => Promise<unknown>>;

const noop = async () => 1;
const ignore = () => undefined;
const never = { halfOpenAfter: 600_000, breaker: new cockatiel.ConsecutiveBreaker(1) };

function pipeline(): Pipeline {
  return new Pipeline('peer', resolveOptions('peer', { circuit: { breakMs: 60_000 } }));
}

function wrapped() {
  const { handleAll, timeout, bulkhead, retry, circuitBreaker, wrap, TimeoutStrategy } = cockatiel;
  return wrap(
    timeout(3_000, TimeoutStrategy.Aggressive),
    bulkhead(20, 20),
    retry(handleAll, { maxAttempts: 3 }),
    circuitBreaker(handleAll, { halfOpenAfter: 5_000, breaker: new cockatiel.ConsecutiveBreaker(10) }),
    timeout(1_000, TimeoutStrategy.Aggressive),
  );
}

/** How many failures a window holds before the next one is measured. */
function failing(samples: number, make: () => (work: () => Promise<unknown>) => Promise<unknown>): Subject {
  return async () => {
    const call = make();
    for (let sample = 0; sample < samples; sample += 1) await call(noop).catch(ignore);
    const fail = () => Promise.reject(new Error('x'));
    return () => call(fail).catch(ignore);
  };
}

const HUGE = { minCalls: 10_000, windowMs: 600_000, failureRatio: 1 } as const;

function oursWithLargeWindow() {
  const ours = new Pipeline('peer', resolveOptions('peer', { circuit: HUGE, retry: { maxRetries: 0 } }));
  return (work: () => Promise<unknown>) => ours.execute(work);
}

function opossumWithLargeWindow() {
  const breaker = new CircuitBreaker((work: () => Promise<unknown>) => work(), {
    timeout: false,
    rollingCountTimeout: 600_000,
    errorThresholdPercentage: 100,
  });
  return (work: () => Promise<unknown>) => breaker.fire(work);
}

export const SUBJECTS: Readonly<Record<string, Subject>> = {
  'await alone': async () => noop,
  'pipeline, success': async () => {
    const ours = pipeline();
    return () => ours.execute(noop);
  },
  'opossum with defaults, success': async () => {
    const breaker = new CircuitBreaker(noop);
    return () => breaker.fire();
  },
  'cockatiel, five policies, success': async () => {
    const policy = wrapped();
    return () => policy.execute(noop);
  },
  'pipeline, open': async () => {
    const ours = pipeline();
    const fail = () => Promise.reject(new Error('x'));
    for (let call = 0; call < 10; call += 1) await ours.execute(fail).catch(ignore);
    return () => ours.execute(noop).catch(ignore);
  },
  'opossum with defaults, open': async () => {
    const breaker = new CircuitBreaker(noop);
    breaker.open();
    return () => breaker.fire().catch(ignore);
  },
  'cockatiel, open': async () => {
    const policy = cockatiel.circuitBreaker(cockatiel.handleAll, never);
    policy.isolate();
    return () => policy.execute(noop).catch(ignore);
  },
  'pipeline, failure, one call in the window': failing(1, oursWithLargeWindow),
  'pipeline, failure, 50 000 in the window': failing(50_000, oursWithLargeWindow),
  'opossum with defaults, failure, one call in the window': failing(1, opossumWithLargeWindow),
  'opossum with defaults, failure, 50 000 in the window': failing(50_000, opossumWithLargeWindow),
};
