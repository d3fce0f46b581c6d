import type { Game, Times } from './game.js';

/** The record of a round: for the debriefing, and as the beginning of a post-mortem. */
export function gameReport(
  game: Game,
  { seed, playedAt }: { readonly seed: number; readonly playedAt: string },
): string {
  const { scenario, times, score, guesses, notes, hintsTaken } = game;
  const { where, what } = scenario.answer;
  return `# GameDay: ${scenario.name}

Played ${playedAt}, difficulty ${scenario.difficulty} of 5, seed ${seed}.

| part | time | points |
| --- | --- | --- |
| noticed, after the fault | ${seconds(times, 'detectMs')} | ${score.detect} of 30 |
| understood, after it was noticed | ${seconds(times, 'diagnoseMs')} | ${score.diagnose} of 40 |
| ended, after the fault | ${seconds(times, 'mitigateMs')} | ${score.mitigate} of 30 |
| | | **${score.total} of 100** |

The fault: \`${where}\` was ${what}. ${hintsTaken} of ${scenario.hints.length} hints were taken.

## What was said

${
  [
    ...notes.map(({ atMs, words }) => ({ atMs, words: `"${words}"` })),
    ...guesses.map(({ atMs, guess, isRight }) => ({
      atMs,
      words: `diagnosis: ${guess.where} is ${guess.what}, which was ${isRight ? 'right' : 'wrong'}`,
    })),
  ]
    .sort((a, b) => a.atMs - b.atMs)
    .map(({ atMs, words }) => `- after ${(atMs / 1_000).toFixed(0)} s: ${words}`)
    .join('\n') || '- nothing'
}

## What the system did

${scenario.debriefing}

## To be filled in by the team

- What told you first? What should have told you earlier?
- Which dashboard, log line or trace led to the cause? Which led astray?
- What will you change, who does it, until when? (docs/runbooks/post-mortem-template.md)
`;
}

function seconds(times: Times, part: keyof Times): string {
  const ms = times[part];
  return ms === undefined ? 'not at all' : `${(ms / 1_000).toFixed(0)} s`;
}
