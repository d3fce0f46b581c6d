import { answerWith, answerWithin, keepTheContract, succeed } from '@baluarte/chaos';
import type { ShopExperiment } from '../shop-experiment.js';
import { everyOrderEnds, theBooksAgree } from '../world/books.js';
import { circuit } from '../world/gauges.js';
import { placedOrders } from '../world/traffic.js';
import { ALL_WELL, STEADY_MS, undo, whenNobodyAnswers } from './defaults.js';

const LATER = { phase: 'fault', traffic: 'orders', fromMs: 2_500 } as const;

export const paymentsDown: ShopExperiment = {
  name: 'payments-down',
  pattern: 'circuit breaker',
  hypothesis:
    'When payments are down during the checkout, customers learn it at once, nothing stays reserved, and it goes on by itself.',
  without: { PAYMENTS_CIRCUIT_MODE: 'off' },
  needsEmbedded: true,
  timing: { steadyMs: STEADY_MS, faultMs: 6_000, recoveryMs: 8_000 },
  traffic: (world) => [placedOrders(world, 8)],
  gauges: (world) => [circuit(world, 'orders', 'payments')],
  steadyState: ALL_WELL,
  expectations: [
    answerWith({ phase: 'fault', traffic: 'orders' }, 0.95, {
      status: 503,
      errorCode: 'PAYMENT_SERVICE_UNAVAILABLE',
    }),
    answerWithin(LATER, 75, 200),
    succeed({ phase: 'recovery', traffic: 'orders', fromMs: 6_500 }, 0.95),
    everyOrderEnds(10_000),
    theBooksAgree(),
    keepTheContract(),
  ],
  inject: ({ faults }) => faults.down('orders_payments'),
  rollback: undo,
  abortWhen: whenNobodyAnswers,
};
