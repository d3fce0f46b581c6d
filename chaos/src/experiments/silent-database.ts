import {
  answerWithin,
  keepTheContract,
  pause,
  shareOf,
  systemClock,
  type Expectation,
} from '@baluarte/chaos';
import type { ShopExperiment } from '../shop-experiment.js';
import { circuit } from '../world/gauges.js';
import { productPages } from '../world/traffic.js';
import type { World } from '../world/world.js';
import { ALL_WELL, STEADY_MS, undo, whenNobodyAnswers } from './defaults.js';

/** A line needs a moment to reach its file. */
const LOG_DELAY_MS = 1_000;

const WHILE_GONE = { phase: 'fault', traffic: 'product pages', fromMs: 6_500 } as const;

/** Whoever was turned away can be found in the log by what the answer says. */
const oneLineForEachAnswer: Expectation<World> = {
  statement: 'the log has a line DATABASE_UNAVAILABLE with the trace id that the customer was told',
  judge: async (evidence, { embedded }, signal) => {
    await pause(systemClock, LOG_DELAY_MS, signal);
    const told = evidence.in(WHILE_GONE).filter(({ errorCode }) => errorCode === 'DATABASE_UNAVAILABLE');
    const logged = new Set(
      embedded
        ?.logs('stock')
        .filter((line) => line['error_code'] === 'DATABASE_UNAVAILABLE')
        .map((line) => line['trace_id']),
    );
    const found = told.filter(({ traceId }) => logged.has(traceId)).length;
    return { held: told.length > 0 && found === told.length, measured: `${found} of ${told.length}` };
  },
};

export const silentDatabase: ShopExperiment = {
  name: 'silent-database',
  pattern: 'circuit breaker before the database',
  hypothesis:
    'When the database of the stock goes silent, the product page says so at once, and the log knows why.',
  without: { DATABASE_CIRCUIT_MODE: 'off' },
  needsEmbedded: true,
  timing: { steadyMs: STEADY_MS, faultMs: 9_500, recoveryMs: 0 },
  traffic: (world) => [productPages(world, 10)],
  gauges: (world) => [circuit(world, 'stock', 'postgres')],
  steadyState: ALL_WELL,
  expectations: [
    shareOf(
      WHILE_GONE,
      0.7,
      'are answered with 503 DATABASE_UNAVAILABLE',
      (sample) => sample.status === 503 && sample.errorCode === 'DATABASE_UNAVAILABLE',
    ),
    answerWithin(WHILE_GONE, 70, 300),
    oneLineForEachAnswer,
    keepTheContract(),
  ],
  inject: ({ faults }) => faults.add('stock_postgres', { type: 'timeout', attributes: { timeout: 0 } }),
  rollback: undo,
  abortWhen: whenNobodyAnswers,
};
