import { keepTheContract } from '@baluarte/chaos';
import type { ShopExperiment } from '../shop-experiment.js';
import { everyOrderEnds, theBooksAgree } from '../world/books.js';
import { circuit } from '../world/gauges.js';
import { placedOrders } from '../world/traffic.js';
import { ALL_WELL, STEADY_MS, undo, whenNobodyAnswers } from './defaults.js';

export const starvedBandwidth: ShopExperiment = {
  name: 'starved-bandwidth',
  pattern: 'recovery worker of the saga',
  hypothesis:
    'When the line to the card processor carries 1 KB a second, every order still comes to its end, without a wrong charge.',
  without: { RECOVERY_INTERVAL_MS: '3600000' },
  needsEmbedded: true,
  timing: { steadyMs: STEADY_MS, faultMs: 5_000, recoveryMs: 0 },
  traffic: (world) => [placedOrders(world, 5)],
  gauges: (world) => [circuit(world, 'payments', 'psp')],
  steadyState: ALL_WELL,
  expectations: [everyOrderEnds(25_000), theBooksAgree(), keepTheContract()],
  inject: async ({ faults }) => {
    const attributes = { rate: 1 };
    await faults.add('payments_psp', { type: 'bandwidth', stream: 'upstream', attributes });
    await faults.add('payments_psp', { type: 'bandwidth', stream: 'downstream', attributes });
  },
  rollback: undo,
  abortWhen: whenNobodyAnswers,
};
