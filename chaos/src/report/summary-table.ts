import type { Trial } from '../campaign.js';

/** One line for each experiment: the verdict with its pattern, and without. */
export function summaryTable(trials: readonly Trial[]): string {
  const rows = [...new Set(trials.map(({ experiment }) => experiment))].map((experiment) => [
    experiment.name,
    experiment.pattern,
    verdictOf(trials, experiment.name, 'with'),
    verdictOf(trials, experiment.name, 'without'),
  ]);
  const all = [['experiment', 'pattern', 'with it', 'without it'], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function verdictOf(trials: readonly Trial[], name: string, pattern: Trial['pattern']): string {
  const trial = trials.find((each) => each.experiment.name === name && each.pattern === pattern);
  if (trial === undefined) return 'not tried';
  const { verdict, reason } = trial.result;
  return reason === undefined ? verdict : `${verdict}: ${reason}`;
}

/** What of a run is worth telling: every expectation of one with its pattern, the first that fell of one without. */
export function tellTrial({ experiment, pattern, result }: Trial): string {
  const { verdict, reason, judgements } = result;
  const lines = judgements.map(
    ({ held, statement, measured }) => `    ${held ? '✓' : '✗'} ${statement}: ${measured}`,
  );
  const head = `  ${experiment.name} ${pattern} ${experiment.pattern}: ${verdict}${reason === undefined ? '' : `, ${reason}`}`;
  return [head, ...lines].join('\n');
}
