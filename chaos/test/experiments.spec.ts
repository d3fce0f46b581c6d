import { EXPERIMENTS } from '../src/experiments/index.js';
import { runCampaign, isConvincing, type Trial } from '../src/campaign.js';
import { htmlReport } from '../src/report/html-report.js';
import { jsonReport } from '../src/report/json-report.js';
import { summaryTable } from '../src/report/summary-table.js';
import { alternatingOffsets } from '../src/world/alternating-offsets.js';
import { startWorld } from '../src/world/open-world.js';
import { tornRecommendations } from './exercises/torn-recommendations.js';

const OFFSET = 7_000;
/** Those that need little time and are told apart by their pattern most clearly, and the one of the guide's exercise. */
const SHORT = ['recommendations-down', 'provider-loses-answers', 'torn-recommendations'];

describe('the experiments', () => {
  it('are at least fourteen, each with a name of its own and a claim', () => {
    const names = EXPERIMENTS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThanOrEqual(14);
    for (const { expectations, steadyState, hypothesis } of EXPERIMENTS) {
      expect(expectations.length).toBeGreaterThan(0);
      expect(steadyState.length).toBeGreaterThan(0);
      expect(hypothesis).toMatch(/^When .*\.$/);
    }
  });

  describe('on the running system', () => {
    const nextTo = alternatingOffsets();
    let trials: Trial[];

    beforeAll(async () => {
      trials = await runCampaign(
        [...EXPERIMENTS, tornRecommendations].filter(({ name }) => SHORT.includes(name)),
        {
          open: (pattern, settings) => startWorld(OFFSET + nextTo(), pattern, settings),
          canTakePatternsAway: true,
          signal: new AbortController().signal,
          onPhase: () => undefined,
          onTrial: () => undefined,
        },
      );
    });

    it.each(SHORT)('%s holds with its pattern and falls without it', (name) => {
      const verdicts = trials
        .filter(({ experiment }) => experiment.name === name)
        .map(({ pattern, result }) => ({ pattern, verdict: result.verdict, judgements: result.judgements }));
      expect(verdicts).toMatchObject([
        { pattern: 'with', verdict: 'held' },
        { pattern: 'without', verdict: 'refuted' },
      ]);
    });

    it('are convincing only with both verdicts of each', () => {
      expect(isConvincing(trials)).toBe(true);
      expect(isConvincing([])).toBe(false);
      const [first] = trials;
      expect(first).toBeDefined();
      if (first === undefined) return;
      for (const verdict of ['refuted', 'aborted'] as const)
        expect(isConvincing([{ ...first, result: { ...first.result, verdict } }])).toBe(false);
    });

    it('are told as a table, as a page that needs no network, and as data', () => {
      const table = summaryTable(trials).split('\n');
      expect(table).toHaveLength(1 + SHORT.length);
      expect(table[1]).toMatch(/^recommendations-down +fallback +held +refuted$/);
      const page = htmlReport(trials, 'today');
      expect(page).not.toMatch(/(?:src|href)="(?!#)/);
      expect(page).toContain('When the recommendations are down');
      const { trials: told } = JSON.parse(jsonReport(trials, {})) as {
        trials: { verdict: string; requests: { status: number }[]; fault_at_ms: number }[];
      };
      expect(told.map(({ verdict }) => verdict)).toEqual([
        ...SHORT.map(() => 'held'),
        ...SHORT.map(() => 'refuted'),
      ]);
      expect(told[SHORT.length]?.requests.some(({ status }) => status === 503)).toBe(true);
    });
  });
});
