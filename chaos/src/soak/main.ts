import { randomInt } from 'node:crypto';
import { RunningSystem } from '@baluarte/testing';
import { runCommand } from '../run-command.js';
import { LAUNCHER } from '../world/launcher.js';
import { parseSoakCommand, USAGE } from './command-line.js';
import { QUICK_CIRCUITS } from './quick-circuits.js';
import { soak } from './soak.js';

const SEEDS = 4_294_967_295;

await runCommand(USAGE, async ({ args, say, signal }) => {
  const command = parseSoakCommand(args);
  if (command === 'help') return 'help';
  const { portOffset, orders, atOnce, seed = randomInt(SEEDS) } = command;
  say(`seed ${seed}: repeat it with npm run soak -- --seed ${seed} --orders ${orders}`);
  const system = await RunningSystem.start(LAUNCHER, portOffset, QUICK_CIRCUITS);
  try {
    const { faults, answers, open, discrepancies } = await soak(system, {
      orders,
      atOnce,
      seed,
      signal,
      tell: say,
    });
    const told = [...answers].map(([answer, count]) => `${answer} × ${count}`).join(', ');
    say(`\n${orders} orders under ${faults} faults: ${told}`);
    say(`${open} orders without an end, ${discrepancies.length} discrepancies`);
    for (const each of discrepancies) say(`  ${each}`);
    return open === 0 && discrepancies.length === 0 && !signal.aborted ? 0 : 1;
  } finally {
    await system.stop();
  }
});
