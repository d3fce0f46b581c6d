import { answerWithin, succeed } from '@baluarte/chaos';
import type { ShopExperiment } from '../shop-experiment.js';
import { circuit } from '../world/gauges.js';
import { productPages } from '../world/traffic.js';
import { ALL_WELL, STEADY_MS, undo, whenNobodyAnswers } from './defaults.js';

const PAGES = { phase: 'fault', traffic: 'product pages' } as const;

export const halfOfTheAnswersSlow: ShopExperiment = {
  name: 'half-of-the-answers-slow',
  pattern: 'attempt timeout',
  hypothesis: 'When half of the recommendations take 3 s, the product page is as fast as ever.',
  without: {
    RECOMMENDATIONS_ATTEMPT_TIMEOUT_MS: '5000',
    RECOMMENDATIONS_TOTAL_TIMEOUT_MS: '5000',
    RECOMMENDATIONS_CIRCUIT_SLOW_CALL_MS: '5000',
  },
  timing: { steadyMs: STEADY_MS, faultMs: 6_000, recoveryMs: 0 },
  traffic: (world) => [productPages(world, 15)],
  gauges: (world) => [circuit(world, 'stock', 'recommendations')],
  steadyState: ALL_WELL,
  expectations: [succeed(PAGES, 0.99), answerWithin(PAGES, 95, 600)],
  inject: ({ faults }) =>
    faults.addHttp('stock_recommendations', {
      type: 'delay',
      probability: 0.5,
      attributes: { delay: 3_000 },
    }),
  rollback: undo,
  abortWhen: whenNobodyAnswers,
};
