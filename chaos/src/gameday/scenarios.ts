import type { Sample } from '@baluarte/chaos';
import type { Scenario } from './scenario.js';

const hasFailed = ({ status }: Sample): boolean => status === 0 || status >= 500;
const isDoubtful = ({ status }: Sample): boolean => status === 202;
const isDegraded = ({ notes }: Sample): boolean => notes?.['degraded'] === true;

/** Five, each harder than the one before. */
export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'the page without advice',
    difficulty: 1,
    answer: { where: 'stock_recommendations', what: 'down' },
    hints: [
      'Nobody complains; look at what the product page says of itself.',
      'Which dependency does /health of stock call degraded?',
    ],
    debriefing:
      'The fallback of the product page hid it: no request failed. Without the ratio of fallbacks nobody would have noticed for days.',
    isHurt: isDegraded,
    inject: ({ faults }) => faults.down('stock_recommendations'),
  },
  {
    name: 'nobody can pay',
    difficulty: 2,
    answer: { where: 'payments_psp', what: 'slow' },
    hints: [
      'Which error code do the customers get, and which circuits are open?',
      'Compare the durations of the attempts at the card processor with their timeout.',
    ],
    debriefing:
      'The circuit of payments to the card processor opened and turned a wait of seconds into an answer in milliseconds; the orders that were on their way went to payment_unknown and were found out by the worker.',
    isHurt: (sample) => hasFailed(sample) || isDoubtful(sample),
    inject: ({ faults }) => faults.add('payments_psp', { type: 'latency', attributes: { latency: 2_500 } }),
  },
  {
    name: 'it works if you try again',
    difficulty: 3,
    answer: { where: 'orders_stock', what: 'lossy' },
    hints: [
      'Customers see little. What do the retries say, and to whom?',
      'For which reason are calls repeated: was nobody there, or did the answer break off?',
    ],
    debriefing:
      'Retries with the same reservation hid most of it and cost time and load. A ratio of retries that stays high is an incident that has not happened yet.',
    isHurt: (sample) => sample.traffic === 'orders' && (hasFailed(sample) || sample.durationMs > 400),
    inject: ({ faults }) =>
      faults.addHttp('orders_stock', {
        type: 'damage_body',
        probability: 0.4,
        attributes: { truncate: 10 },
      }),
  },
  {
    name: 'the shop is full',
    difficulty: 4,
    answer: { where: 'stock_postgres', what: 'slow' },
    hints: [
      'Two kinds of traffic suffer. What do they have in common?',
      'The service is idle and yet its requests wait. For what? Look at the connections of its pool.',
    ],
    debriefing:
      'The pool of connections was the bulkhead: it ran empty, the acquire timeout turned the surplus away, and the database was not buried under waiting statements.',
    isHurt: (sample) => hasFailed(sample) || sample.durationMs > 600,
    inject: ({ faults }) => faults.add('stock_postgres', { type: 'latency', attributes: { latency: 500 } }),
  },
  {
    name: 'two alarms, one fire',
    difficulty: 5,
    answer: { where: 'payments_psp', what: 'silent' },
    hints: [
      'One of the two things that look wrong costs money, the other only beauty. Begin with the money.',
      'Some payments are fine and some wait for ever on the same edge: it depends on the connection.',
    ],
    debriefing:
      'Half of the connections to the card processor swallowed every request. Timeouts, a retry with the same key and the worker kept each order at one charge; the slow recommendations were a distraction.',
    isHurt: (sample) =>
      sample.traffic === 'orders' && (hasFailed(sample) || isDoubtful(sample) || sample.durationMs > 900),
    inject: async ({ faults }) => {
      await faults.add('stock_recommendations', {
        type: 'latency',
        attributes: { latency: 150, jitter: 100 },
      });
      await faults.add('payments_psp', {
        type: 'timeout',
        stream: 'upstream',
        toxicity: 0.5,
        attributes: { timeout: 0 },
      });
    },
  },
];
