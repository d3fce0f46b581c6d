import { CallRejectedError, runInScope, withFallback, type ResilienceEvent } from '../../src/index.js';
import {
  endingOf,
  fail,
  failTimes,
  never,
  pipelineUnderTest,
  succeed,
} from '../support/pipeline-under-test.js';
import type { PAGES } from './markdown.js';

type Told = Promise<readonly ResilienceEvent[]>;

const REPEATABLE = { repeatable: true };

async function timeout(): Told {
  const { pipeline, told, pass } = pipelineUnderTest();
  const call = endingOf(pipeline.execute(never, REPEATABLE));
  for (let step = 0; step < 40; step += 1) await pass(100);
  await call;
  return told;
}

async function retry(): Told {
  const { pipeline, told, pass } = pipelineUnderTest();
  let attempts = 0;
  const call = pipeline.execute(() => ((attempts += 1) < 3 ? fail() : succeed()), REPEATABLE);
  for (let step = 0; step < 10; step += 1) await pass(100);
  await call;
  return told;
}

async function circuitBreaker(): Told {
  const { pipeline, clock, told } = pipelineUnderTest({ circuit: { minCalls: 2 } });
  await failTimes(pipeline, 3);
  await clock.advance(6_000);
  for (let probe = 0; probe < 3; probe += 1) await pipeline.execute(succeed);
  return told.filter(({ type }) => type === 'transition' || type === 'rejection');
}

async function bulkhead(): Told {
  const { pipeline, told, pass } = pipelineUnderTest({ bulkhead: { slots: 1, queue: 0 } });
  const first = endingOf(pipeline.execute(never));
  await endingOf(pipeline.execute(succeed));
  const events = [...told];
  await pass(1_000);
  await first;
  return events;
}

async function retryBudget(): Told {
  const { pipeline, told, pass } = pipelineUnderTest({ budget: { ratio: 0, minRetries: 1 } });
  let attempts = 0;
  const work = () => ((attempts += 1) < 3 ? fail() : succeed());
  const calls = [1, 2].map(() => endingOf(pipeline.execute(work, REPEATABLE)));
  for (let step = 0; step < 5; step += 1) await pass(100);
  await Promise.all(calls);
  return told;
}

async function deadline(): Told {
  const { pipeline, clock, told, pass } = pipelineUnderTest();
  await runInScope({ endsAt: clock.now() }, () => endingOf(pipeline.execute(succeed)));
  const late = runInScope({ endsAt: clock.now() + 100 }, () => endingOf(pipeline.execute(never)));
  await pass(100);
  await late;
  return told;
}

async function fallback(): Told {
  const { pipeline, events, told } = pipelineUnderTest({ circuit: { minCalls: 1 } });
  await failTimes(pipeline, 1);
  told.length = 0;
  const plan = {
    dependency: 'peer',
    operation: 'related',
    on: [CallRejectedError],
    substitute: () => 'nothing',
  };
  await withFallback(events, plan, () => pipeline.execute(succeed));
  return told;
}

/** What each page of the guide tells of: the events, in order. */
export const SCENES: Readonly<Record<(typeof PAGES)[number], () => Told>> = {
  timeout,
  retry,
  'circuit-breaker': circuitBreaker,
  bulkhead,
  'retry-budget': retryBudget,
  deadline,
  fallback,
};
