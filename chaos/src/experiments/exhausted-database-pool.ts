import { answerWithin, keepTheContract } from '@baluarte/chaos';
import type { ShopExperiment } from '../shop-experiment.js';
import { metric } from '../world/gauges.js';
import { productPages } from '../world/traffic.js';
import { ALL_WELL, STEADY_MS, undo, whenNobodyAnswers } from './defaults.js';

const PAGES = { phase: 'fault', traffic: 'product pages' } as const;

export const exhaustedDatabasePool: ShopExperiment = {
  name: 'exhausted-database-pool',
  pattern: 'acquire timeout of the connection pool',
  hypothesis:
    'When every statement takes so long that the pool runs empty, nobody waits for a connection for longer than a second.',
  without: { DATABASE_ACQUIRE_TIMEOUT_MS: '20000', SAGA_LEASE_MS: '60000' },
  timing: { steadyMs: STEADY_MS, faultMs: 6_000, recoveryMs: 0 },
  traffic: (world) => [productPages(world, 60)],
  gauges: (world) => [
    {
      name: 'waiting for a connection',
      read: metric(world, 'stock', 'db_pool_connections', { state: 'waiting' }),
    },
  ],
  steadyState: ALL_WELL,
  expectations: [answerWithin(PAGES, 99, 3_500), keepTheContract()],
  inject: ({ faults }) => faults.add('stock_postgres', { type: 'latency', attributes: { latency: 600 } }),
  rollback: undo,
  abortWhen: whenNobodyAnswers,
};
