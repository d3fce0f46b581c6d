import { randomInt } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import { SeededRandom } from '@baluarte/chaos';
import { runCommand } from '../run-command.js';
import { startWorld } from '../world/open-world.js';
import { settle } from '../world/settle.js';
import { parseGameDayCommand, USAGE } from './command-line.js';
import { gameReport } from './game-report.js';
import { play } from './play.js';
import { SCENARIOS } from './scenarios.js';

const REPORTS = fileURLToPath(new URL('../../../reports/', import.meta.url));
const SEEDS = 4_294_967_295;
const CALM_MS = { least: 10_000, most: 40_000 };

await runCommand(USAGE, async ({ args, say, signal }) => {
  const command = parseGameDayCommand(args);
  if (command === 'help') return 'help';
  const { seed = randomInt(SEEDS), portOffset, difficulty } = command;
  const random = new SeededRandom(seed);
  const possible = SCENARIOS.filter((each) => difficulty === undefined || each.difficulty === difficulty);
  const scenario = possible[Math.floor(random.next() * possible.length)];
  if (scenario === undefined) throw new Error(`There is no scenario of difficulty ${difficulty}.`);
  say('starting the system …');
  const { world, close } = await startWorld(portOffset, 'with');
  const lines = createInterface({ input: process.stdin });
  try {
    await settle(world, signal);
    say(
      `orders ${world.url('orders')}  payments ${world.url('payments')}  stock ${world.url('stock')}  recommendations ${world.url('recommendations')}`,
    );
    say(`logs: ${world.embedded?.home}/logs/<service>.log · fault proxy: ${world.embedded?.faultProxyUrl}\n`);
    const calmMs = CALM_MS.least + random.next() * (CALM_MS.most - CALM_MS.least);
    const game = await play({ world, scenario, calmMs, lines, say, signal });
    const { where, what } = scenario.answer;
    say(
      `\n"${scenario.name}": ${where} was ${what}. ${game.score.total} of 100 points.\n${scenario.debriefing}`,
    );
    mkdirSync(REPORTS, { recursive: true });
    const playedAt = new Date(performance.timeOrigin + performance.now()).toISOString();
    writeFileSync(`${REPORTS}gameday-${seed}.md`, gameReport(game, { seed, playedAt }));
    say(`reports/gameday-${seed}.md is the record; --seed ${seed} repeats the round.`);
    return 0;
  } finally {
    lines.close();
    await close();
  }
});
