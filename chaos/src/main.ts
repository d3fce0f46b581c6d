import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { systemClock } from '@baluarte/chaos';
import { isConvincing, runCampaign, type Trial } from './campaign.js';
import { parseCommandLine, USAGE, type ChaosOptions } from './command-line.js';
import { EXPERIMENTS } from './experiments/index.js';
import { htmlReport } from './report/html-report.js';
import { jsonReport } from './report/json-report.js';
import { summaryTable, tellTrial } from './report/summary-table.js';
import { runCommand, type Command } from './run-command.js';
import { alternatingOffsets } from './world/alternating-offsets.js';
import { startWorld, visitWorld } from './world/open-world.js';

const REPORTS = fileURLToPath(new URL('../../reports/', import.meta.url));

type Say = Command['say'];

function chosen({ only, baseUrl }: ChaosOptions, say: Say) {
  const wanted = EXPERIMENTS.filter(({ name }) => only.length === 0 || only.includes(name));
  if (baseUrl === undefined) return wanted;
  const [possible, impossible] = [
    wanted.filter(({ needsEmbedded }) => needsEmbedded !== true),
    wanted.filter(({ needsEmbedded }) => needsEmbedded === true),
  ];
  for (const { name } of impossible)
    say(`${name} is left out: it looks at processes, logs or databases, which ${baseUrl} does not show.`);
  return possible;
}

function writeReports(trials: readonly Trial[]): void {
  mkdirSync(REPORTS, { recursive: true });
  const facts = { written_at: new Date(performance.timeOrigin + performance.now()).toISOString() };
  writeFileSync(`${REPORTS}chaos.json`, jsonReport(trials, facts));
  writeFileSync(`${REPORTS}chaos.html`, htmlReport(trials, facts.written_at));
}

async function run(options: ChaosOptions, say: Say, signal: AbortSignal): Promise<number> {
  const { baseUrl, portOffset } = options;
  const startedMs = systemClock.now();
  const nextTo = alternatingOffsets();
  const trials = await runCampaign(chosen(options, say), {
    open: (pattern, settings) =>
      baseUrl === undefined
        ? startWorld(portOffset + nextTo(), pattern, settings)
        : visitWorld(baseUrl, portOffset),
    canTakePatternsAway: baseUrl === undefined,
    signal,
    onPhase: ({ name }, pattern, phase) => phase === 'fault' && say(`… ${name} ${pattern} its pattern`),
    onTrial: (trial) => say(tellTrial(trial)),
  });
  writeReports(trials);
  const seconds = ((systemClock.now() - startedMs) / 1_000).toFixed(0);
  say(
    `\n${summaryTable(trials)}\n\n${seconds} s; reports/chaos.html shows what was seen, reports/chaos.json has all of it.`,
  );
  return isConvincing(trials) ? 0 : 1;
}

await runCommand(USAGE, async ({ args, say, signal }) => {
  const options = parseCommandLine(
    args,
    EXPERIMENTS.map(({ name }) => name),
  );
  if (options === 'help') return 'help';
  if (!options.list) return run(options, say, signal);
  for (const { name, hypothesis } of EXPERIMENTS) say(`${name}\n    ${hypothesis}`);
  return 0;
});
