import { percentileMs, shareOf, type Expectation } from '@baluarte/chaos';
import type { ShopExperiment } from '../shop-experiment.js';
import { metric } from '../world/gauges.js';
import { listedOrders, placedOrders } from '../world/traffic.js';
import { ALL_WELL, undo, whenNobodyAnswers } from './defaults.js';

const FACTOR = 1.2;
/** What a busy machine adds by itself, ms. */
const NOISE_MS = 25;

/** What does not need the slow peer is as fast as before. */
const othersAreNotHeldUp: Expectation<unknown> = {
  statement: `99 % of the lists of orders take at most ${FACTOR} times what they took before, and ${NOISE_MS} ms`,
  judge: (evidence) => {
    const [beforeMs, duringMs] = (['steady', 'fault'] as const).map((phase) =>
      percentileMs(
        evidence.in({ phase, traffic: 'lists of orders', ...(phase === 'fault' && { fromMs: 1_000 }) }),
        99,
      ),
    ) as [number, number];
    return {
      held: duringMs <= FACTOR * beforeMs + NOISE_MS,
      measured: `${duringMs.toFixed(0)} ms, before ${beforeMs.toFixed(0)} ms`,
    };
  },
};

export const oneSlowPeer: ShopExperiment = {
  name: 'one-slow-peer',
  pattern: 'bulkhead',
  hypothesis:
    'When payments takes 2.5 s longer and too many pay at once, the surplus is turned away at once and nobody else is held up.',
  without: { PAYMENTS_BULKHEAD_SLOTS: '1000', PAYMENTS_BULKHEAD_QUEUE: '1000' },
  timing: { steadyMs: 3_000, faultMs: 7_000, recoveryMs: 0 },
  traffic: (world) => [placedOrders(world, 25), listedOrders(world, 30)],
  gauges: (world) => [
    {
      name: 'payments under way',
      read: metric(world, 'orders', 'resilience_bulkhead_in_use', { dependency: 'payments' }),
    },
  ],
  steadyState: ALL_WELL,
  expectations: [
    othersAreNotHeldUp,
    shareOf(
      { phase: 'fault', traffic: 'orders', fromMs: 2_500 },
      0.4,
      'are turned away within 500 ms',
      ({ status, durationMs }) => status === 503 && durationMs <= 500,
    ),
  ],
  inject: ({ faults }) => faults.add('orders_payments', { type: 'latency', attributes: { latency: 2_500 } }),
  rollback: undo,
  abortWhen: whenNobodyAnswers,
};
