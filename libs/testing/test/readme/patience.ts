import { ManualClock } from '../../src/index.js';

/** An hour that passes at once. */
export async function anHour(): Promise<string[]> {
  const clock = new ManualClock();
  const rung: string[] = [];
  clock.setTimer(1_800_000, () => rung.push('half past'));
  clock.setTimer(3_600_000, () => rung.push('the hour'));
  await clock.advance(3_600_000);
  return rung;
}
