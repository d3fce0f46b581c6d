import { answerWithin, shareOf, succeed } from '@baluarte/chaos';
import type { ShopExperiment } from '../shop-experiment.js';
import { circuit } from '../world/gauges.js';
import { productPages } from '../world/traffic.js';
import { ALL_WELL, STEADY_MS, undo, whenNobodyAnswers } from './defaults.js';

const PAGES = { phase: 'fault', traffic: 'product pages' } as const;

export const recommendationsDown: ShopExperiment = {
  name: 'recommendations-down',
  pattern: 'fallback',
  hypothesis: 'When the recommendations are down, the product page comes without them.',
  without: { RECOMMENDATIONS_FALLBACK: 'off' },
  timing: { steadyMs: STEADY_MS, faultMs: 5_000, recoveryMs: 0 },
  traffic: (world) => [productPages(world, 15)],
  gauges: (world) => [circuit(world, 'stock', 'recommendations')],
  steadyState: ALL_WELL,
  expectations: [
    succeed(PAGES, 0.99),
    shareOf(
      PAGES,
      0.99,
      'say that the recommendations are missing',
      ({ notes }) => notes?.['degraded'] === true,
    ),
    answerWithin(PAGES, 95, 500),
  ],
  inject: ({ faults }) => faults.down('stock_recommendations'),
  rollback: undo,
  abortWhen: whenNobodyAnswers,
};
