import type { ShopExperiment } from '../shop-experiment.js';
import { cutInTheMiddle } from './cut-in-the-middle.js';
import { exhaustedDatabasePool } from './exhausted-database-pool.js';
import { flappingStock } from './flapping-stock.js';
import { halfOfTheAnswersSlow } from './half-of-the-answers-slow.js';
import { hurriedCustomers } from './hurried-customers.js';
import { killedService } from './killed-service.js';
import { oneSlowPeer } from './one-slow-peer.js';
import { paymentsDown } from './payments-down.js';
import { providerLosesAnswers } from './provider-loses-answers.js';
import { providerRateLimits } from './provider-rate-limits.js';
import { recommendationsDown } from './recommendations-down.js';
import { retryStorm } from './retry-storm.js';
import { silentDatabase } from './silent-database.js';
import { slowCardProcessor } from './slow-card-processor.js';
import { starvedBandwidth } from './starved-bandwidth.js';
import { twoFaultsAtOnce } from './two-faults-at-once.js';

/** All of them, the simple ones first. */
export const EXPERIMENTS: readonly ShopExperiment[] = [
  recommendationsDown,
  slowCardProcessor,
  silentDatabase,
  paymentsDown,
  providerRateLimits,
  providerLosesAnswers,
  flappingStock,
  halfOfTheAnswersSlow,
  cutInTheMiddle,
  starvedBandwidth,
  exhaustedDatabasePool,
  hurriedCustomers,
  oneSlowPeer,
  retryStorm,
  killedService,
  twoFaultsAtOnce,
];
