import { RunningSystem } from '@baluarte/testing';
import { QUICK_CIRCUITS } from '../src/soak/quick-circuits.js';
import { soak } from '../src/soak/soak.js';
import { LAUNCHER } from '../src/world/launcher.js';

/** Doubt ends soon, so that the last orders do. */
const IMPATIENT = { ...QUICK_CIRCUITS, PAYMENT_GIVE_UP_AFTER_MS: '5000', SAGA_BACKOFF_MAX_MS: '4000' };
const SEED = 20_261_124;

describe('a soak', () => {
  it('leaves no order without an end and no book that disagrees, whatever is killed, cut or slowed', async () => {
    const system = await RunningSystem.start(LAUNCHER, 7_300, IMPATIENT);
    try {
      const told: string[] = [];
      const result = await soak(system, {
        orders: 250,
        atOnce: 16,
        seed: SEED,
        signal: new AbortController().signal,
        tell: (words) => told.push(words),
      });
      expect({ ...result, told }).toMatchObject({ open: 0, discrepancies: [] });
      expect(result.faults).toBeGreaterThan(3);
      expect([...result.answers.values()].reduce((sum, count) => sum + count, 0)).toBe(250);
      const { answers } = result;
      expect((answers.get('201') ?? 0) + (answers.get('202') ?? 0)).toBeGreaterThan(10);
    } finally {
      await system.stop();
    }
  });
});
