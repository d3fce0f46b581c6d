import { answerWith } from '@baluarte/chaos';
import type { ShopExperiment } from '../shop-experiment.js';
import { everyOrderEnds, theBooksAgree } from '../world/books.js';
import { placedOrders } from '../world/traffic.js';
import { ALL_WELL, NO_RETRIES, STEADY_MS, undo, whenNobodyAnswers } from './defaults.js';

export const providerLosesAnswers: ShopExperiment = {
  name: 'provider-loses-answers',
  pattern: 'retry with an idempotency key',
  hypothesis: 'When the card processor charges and its answer is lost, the order is placed and charged once.',
  without: NO_RETRIES,
  needsEmbedded: true,
  timing: { steadyMs: STEADY_MS, faultMs: 6_000, recoveryMs: 0 },
  traffic: (world) => [placedOrders(world, 6)],
  steadyState: ALL_WELL,
  expectations: [
    answerWith({ phase: 'fault', traffic: 'orders' }, 0.95, { status: 201 }),
    everyOrderEnds(15_000),
    theBooksAgree(),
  ],
  inject: async (world) => {
    world.cards = ['tok_visa', 'tok_visa', 'tok_lost'];
  },
  rollback: undo,
  abortWhen: whenNobodyAnswers,
};
