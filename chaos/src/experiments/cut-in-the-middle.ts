import { answerWith } from '@baluarte/chaos';
import type { ShopExperiment } from '../shop-experiment.js';
import { everyOrderEnds, theBooksAgree } from '../world/books.js';
import { circuit } from '../world/gauges.js';
import { placedOrders } from '../world/traffic.js';
import { ALL_WELL, NO_RETRIES, STEADY_MS, undo, whenNobodyAnswers } from './defaults.js';

export const cutInTheMiddle: ShopExperiment = {
  name: 'cut-in-the-middle',
  pattern: 'retry with an idempotency key',
  hypothesis:
    'When a third of the card processor’s answers are cut off in the middle, orders are placed and charged once.',
  without: NO_RETRIES,
  needsEmbedded: true,
  timing: { steadyMs: STEADY_MS, faultMs: 6_000, recoveryMs: 0 },
  traffic: (world) => [placedOrders(world, 6)],
  gauges: (world) => [circuit(world, 'payments', 'psp')],
  steadyState: ALL_WELL,
  expectations: [
    answerWith({ phase: 'fault', traffic: 'orders' }, 0.9, { status: 201 }),
    everyOrderEnds(15_000),
    theBooksAgree(),
  ],
  inject: ({ faults }) =>
    faults.addHttp('payments_psp', { type: 'damage_body', probability: 0.33, attributes: { truncate: 20 } }),
  rollback: undo,
  abortWhen: whenNobodyAnswers,
};
