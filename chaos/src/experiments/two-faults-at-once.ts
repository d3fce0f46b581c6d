import { answerWith, succeed } from '@baluarte/chaos';
import type { ShopExperiment } from '../shop-experiment.js';
import { everyOrderEnds, theBooksAgree } from '../world/books.js';
import { placedOrders, productPages } from '../world/traffic.js';
import { ALL_WELL, NO_RETRIES, STEADY_MS, undo, whenNobodyAnswers } from './defaults.js';

export const twoFaultsAtOnce: ShopExperiment = {
  name: 'two-faults-at-once',
  pattern: 'fallback, and retry with an idempotency key',
  hypothesis: 'When the recommendations are down and the card processor loses answers, the shop still sells.',
  without: { ...NO_RETRIES, RECOMMENDATIONS_FALLBACK: 'off' },
  needsEmbedded: true,
  timing: { steadyMs: STEADY_MS, faultMs: 6_000, recoveryMs: 0 },
  traffic: (world) => [placedOrders(world, 5), productPages(world, 10)],
  steadyState: ALL_WELL,
  expectations: [
    succeed({ phase: 'fault', traffic: 'product pages' }, 0.99),
    answerWith({ phase: 'fault', traffic: 'orders' }, 0.95, { status: 201 }),
    everyOrderEnds(15_000),
    theBooksAgree(),
  ],
  inject: async (world) => {
    world.cards = ['tok_visa', 'tok_visa', 'tok_lost'];
    await world.faults.down('stock_recommendations');
  },
  rollback: undo,
  abortWhen: whenNobodyAnswers,
};
