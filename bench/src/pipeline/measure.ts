import { SUBJECTS } from './subjects.js';

const ROUNDS = 7;
const LONGEST_ROUND_MS = 150;

/** Microseconds a call, the best of several rounds: what disturbs a round only makes it slower. */
async function microseconds(call: () => Promise<unknown>): Promise<number> {
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round += 1) {
    const begun = performance.now();
    let calls = 0;
    while (performance.now() - begun < LONGEST_ROUND_MS) {
      for (let burst = 0; burst < 20; burst += 1) await call();
      calls += 20;
    }
    best = Math.min(best, ((performance.now() - begun) * 1_000) / calls);
  }
  return best;
}

const [name = ''] = process.argv.slice(2);
const subject = SUBJECTS[name];
if (subject === undefined) throw new Error(`There is nothing called "${name}" to measure.`);
process.stdout.write(JSON.stringify(await microseconds(await subject())));
process.exit();
