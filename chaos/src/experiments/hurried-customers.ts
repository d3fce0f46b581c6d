import { answerWithin, keepTheContract } from '@baluarte/chaos';
import type { ShopExperiment } from '../shop-experiment.js';
import { circuit } from '../world/gauges.js';
import { placedOrders } from '../world/traffic.js';
import { ALL_WELL, STEADY_MS, undo, whenNobodyAnswers } from './defaults.js';

const PATIENCE_MS = 800;

export const hurriedCustomers: ShopExperiment = {
  name: 'hurried-customers',
  pattern: 'deadline that travels',
  hypothesis:
    'When a customer waits 800 ms at most and the card processor takes 3 s, all three services give up in time.',
  without: {},
  timing: { steadyMs: STEADY_MS, faultMs: 5_000, recoveryMs: 0 },
  traffic: (world) => [
    placedOrders(world, 4, world.pattern === 'with' ? { 'x-request-timeout-ms': String(PATIENCE_MS) } : {}),
  ],
  gauges: (world) => [circuit(world, 'payments', 'psp')],
  steadyState: ALL_WELL,
  expectations: [
    answerWithin({ phase: 'fault', traffic: 'orders' }, 95, PATIENCE_MS + 200),
    keepTheContract(),
  ],
  inject: ({ faults }) => faults.add('payments_psp', { type: 'latency', attributes: { latency: 3_000 } }),
  rollback: undo,
  abortWhen: whenNobodyAnswers,
};
