import { answerWith, pause, repeat, systemClock } from '@baluarte/chaos';
import type { ShopExperiment } from '../shop-experiment.js';
import { circuit } from '../world/gauges.js';
import { placedOrders } from '../world/traffic.js';
import { ALL_WELL, STEADY_MS, undo, whenNobodyAnswers } from './defaults.js';

const PERIOD_MS = 1_000;
const DOWN_MS = 200;

export const flappingStock: ShopExperiment = {
  name: 'flapping-stock',
  pattern: 'retry with backoff and jitter',
  hypothesis: 'When the stock is gone for 200 ms of every second, customers do not notice.',
  without: { STOCK_RETRY_MAX_RETRIES: '0' },
  timing: { steadyMs: STEADY_MS, faultMs: 8_000, recoveryMs: 0 },
  traffic: (world) => [placedOrders(world, 8)],
  gauges: (world) => [circuit(world, 'orders', 'stock')],
  steadyState: ALL_WELL,
  expectations: [answerWith({ phase: 'fault', traffic: 'orders' }, 0.95, { status: 201 })],
  inject: ({ faults }, signal) =>
    repeat(systemClock, PERIOD_MS, signal, async () => {
      await faults.down('orders_stock');
      await pause(systemClock, DOWN_MS, signal);
      await faults.up('orders_stock');
    }),
  rollback: undo,
  abortWhen: whenNobodyAnswers,
};
