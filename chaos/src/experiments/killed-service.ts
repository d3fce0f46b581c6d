import { keepTheContract, succeed } from '@baluarte/chaos';
import type { ShopExperiment } from '../shop-experiment.js';
import { everyOrderEnds, theBooksAgree } from '../world/books.js';
import { circuit } from '../world/gauges.js';
import { placedOrders } from '../world/traffic.js';
import { ALL_WELL, STEADY_MS, undo, whenNobodyAnswers } from './defaults.js';

export const killedService: ShopExperiment = {
  name: 'killed-service',
  pattern: 'recovery worker of the saga',
  hypothesis:
    'When payments is killed in the middle of its work, it comes back, and every order comes to its end.',
  without: { RECOVERY_INTERVAL_MS: '3600000' },
  needsEmbedded: true,
  timing: { steadyMs: STEADY_MS, faultMs: 5_000, recoveryMs: 10_000 },
  traffic: (world) => [placedOrders(world, 8)],
  gauges: (world) => [circuit(world, 'orders', 'payments')],
  steadyState: ALL_WELL,
  expectations: [
    succeed({ phase: 'recovery', traffic: 'orders', fromMs: 8_000 }, 0.95),
    everyOrderEnds(20_000),
    theBooksAgree(),
    keepTheContract(),
  ],
  inject: async (world) => {
    world.cards = ['tok_visa', 'tok_slow'];
    await new Promise((resolve) => setTimeout(resolve, 700));
    const pid = world.embedded?.pidOf('payments');
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
    world.cards = ['tok_visa'];
  },
  rollback: undo,
  abortWhen: whenNobodyAnswers,
};
