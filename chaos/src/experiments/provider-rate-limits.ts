import { answerWith, answerWithin } from '@baluarte/chaos';
import type { ShopExperiment } from '../shop-experiment.js';
import { placedOrders } from '../world/traffic.js';
import { ALL_WELL, NO_RETRIES, STEADY_MS, undo, whenNobodyAnswers } from './defaults.js';

const ORDERS = { phase: 'fault', traffic: 'orders' } as const;

export const providerRateLimits: ShopExperiment = {
  name: 'provider-rate-limits',
  pattern: 'retry that honours Retry-After',
  hypothesis:
    'When the card processor asks every other payment to wait a second, every order is still placed.',
  without: NO_RETRIES,
  timing: { steadyMs: STEADY_MS, faultMs: 6_000, recoveryMs: 0 },
  traffic: (world) => [placedOrders(world, 3)],
  steadyState: ALL_WELL,
  expectations: [answerWith(ORDERS, 0.98, { status: 201 }), answerWithin(ORDERS, 95, 3_000)],
  inject: async (world) => {
    world.cards = ['tok_visa', 'tok_rate_limited'];
  },
  rollback: undo,
  abortWhen: whenNobodyAnswers,
};
