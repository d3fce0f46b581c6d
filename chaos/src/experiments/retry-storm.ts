import { answerWith, type Evidence, type Expectation } from '@baluarte/chaos';
import type { ShopExperiment } from '../shop-experiment.js';
import { circuit, metric } from '../world/gauges.js';
import { placedOrders } from '../world/traffic.js';
import { ALL_WELL, STEADY_MS, undo, whenNobodyAnswers } from './defaults.js';

const CALLS = 'calls of the stock';
const ATTEMPTS = 'requests sent to the stock';
const MOST_PER_CALL = 1.35;

function grown({ series, times }: Evidence, name: string): number {
  const points = series.find((each) => each.name === name)?.points ?? [];
  const during = points.filter(({ atMs }) => atMs >= times.faultAtMs && atMs <= times.rolledBackAtMs);
  return (during.at(-1)?.value ?? 0) - (during[0]?.value ?? 0);
}

/** A peer that comes back must not be met by all that was not done while it was away. */
const fewAttempts: Expectation<unknown> = {
  statement: `during the fault at most ${MOST_PER_CALL} requests are sent for each call of the stock`,
  judge: (evidence) => {
    const calls = grown(evidence, CALLS);
    const attempts = grown(evidence, ATTEMPTS);
    return {
      held: calls > 0 && attempts <= MOST_PER_CALL * calls,
      measured: `${attempts} requests for ${calls} calls`,
    };
  },
};

export const retryStorm: ShopExperiment = {
  name: 'retry-storm',
  pattern: 'retry budget and circuit breaker',
  hypothesis: 'When the stock fails for everybody, repetitions do not bury it, so that it can come back.',
  without: { STOCK_CIRCUIT_MODE: 'off', STOCK_BUDGET_RATIO: '1', STOCK_BUDGET_MIN_RETRIES: '1000' },
  timing: { steadyMs: STEADY_MS, faultMs: 5_000, recoveryMs: 8_000 },
  traffic: (world) => [placedOrders(world, 20)],
  gauges: (world) => [
    circuit(world, 'orders', 'stock'),
    { name: CALLS, read: metric(world, 'orders', 'resilience_calls_total', { dependency: 'stock' }) },
    {
      name: ATTEMPTS,
      read: metric(world, 'orders', 'http_client_attempt_duration_seconds_count', { dependency: 'stock' }),
    },
  ],
  steadyState: ALL_WELL,
  expectations: [
    fewAttempts,
    answerWith({ phase: 'recovery', traffic: 'orders', fromMs: 6_500 }, 0.95, { status: 201 }),
  ],
  inject: ({ faults }) =>
    faults.addHttp('orders_stock', { type: 'status', probability: 1, attributes: { status: 503 } }),
  rollback: undo,
  abortWhen: whenNobodyAnswers,
};
