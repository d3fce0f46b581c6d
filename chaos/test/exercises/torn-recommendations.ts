import { answerWithin, shareOf } from '@baluarte/chaos';
import type { ShopExperiment } from '../../src/shop-experiment.js';
import { circuit } from '../../src/world/gauges.js';
import { productPages } from '../../src/world/traffic.js';
import { ALL_WELL, STEADY_MS, undo, whenNobodyAnswers } from '../../src/experiments/defaults.js';

const PAGES = { phase: 'fault', traffic: 'product pages' } as const;

export const tornRecommendations: ShopExperiment = {
  name: 'torn-recommendations',
  pattern: 'fallback',
  hypothesis: 'When every answer of the recommendations breaks off, the product page comes all the same.',
  without: { RECOMMENDATIONS_FALLBACK: 'off' },
  timing: { steadyMs: STEADY_MS, faultMs: 5_000, recoveryMs: 0 },
  traffic: (world) => [productPages(world, 10)],
  gauges: (world) => [circuit(world, 'stock', 'recommendations')],
  steadyState: ALL_WELL,
  expectations: [
    shareOf(PAGES, 0.99, 'are answered with 200', ({ status }) => status === 200),
    answerWithin(PAGES, 95, 500),
  ],
  inject: ({ faults }) =>
    faults.addHttp('stock_recommendations', {
      type: 'damage_body',
      probability: 1,
      attributes: { truncate: 10 },
    }),
  rollback: undo,
  abortWhen: whenNobodyAnswers,
};
