import { answerWith, answerWithin, comeTo, keepTheContract } from '@baluarte/chaos';
import type { ShopExperiment } from '../shop-experiment.js';
import { circuit, CIRCUIT_OPEN, circuitName } from '../world/gauges.js';
import { placedOrders } from '../world/traffic.js';
import { ALL_WELL, STEADY_MS, undo, whenNobodyAnswers } from './defaults.js';

const ONCE_OPEN = { phase: 'fault', traffic: 'orders', fromMs: 5_500, toMs: 8_000 } as const;

export const slowCardProcessor: ShopExperiment = {
  name: 'slow-card-processor',
  pattern: 'circuit breaker',
  hypothesis:
    'When the card processor takes 3 s longer, customers soon learn at once that they cannot pay now.',
  without: { PSP_CIRCUIT_MODE: 'off', PAYMENTS_CIRCUIT_MODE: 'off' },
  timing: { steadyMs: STEADY_MS, faultMs: 8_500, recoveryMs: 0 },
  traffic: (world) => [placedOrders(world, 5)],
  gauges: (world) => [circuit(world, 'payments', 'psp'), circuit(world, 'orders', 'payments')],
  steadyState: ALL_WELL,
  expectations: [
    comeTo(circuitName('payments', 'psp'), { ...CIRCUIT_OPEN, withinMs: 5_500 }),
    answerWith(ONCE_OPEN, 0.9, { status: 503, errorCode: 'PAYMENT_SERVICE_UNAVAILABLE' }),
    answerWithin(ONCE_OPEN, 90, 500),
    keepTheContract(),
  ],
  inject: ({ faults }) => faults.add('payments_psp', { type: 'latency', attributes: { latency: 3_000 } }),
  rollback: undo,
  abortWhen: whenNobodyAnswers,
};
