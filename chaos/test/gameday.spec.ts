import { parseGameDayCommand } from '../src/gameday/command-line.js';
import { Game } from '../src/gameday/game.js';
import { gameReport } from '../src/gameday/game-report.js';
import { play } from '../src/gameday/play.js';
import { readAnswer } from '../src/gameday/read-answer.js';
import type { Scenario } from '../src/gameday/scenario.js';
import { SCENARIOS } from '../src/gameday/scenarios.js';
import { UsageError } from '../src/usage-error.js';
import { startWorld, type OpenWorld } from '../src/world/open-world.js';

const [EASY] = SCENARIOS as [Scenario, ...Scenario[]];
const RIGHT = EASY.answer;
const WRONG = { where: 'payments_psp', what: 'down' } as const;

describe('a round of a GameDay', () => {
  it('gives all points to whoever is quick and right', () => {
    const game = new Game(EASY);
    game.injected(1_000);
    expect(game.detect(16_000, 'pages look odd')).toBe(true);
    expect(game.diagnose(60_000, RIGHT)).toBe(true);
    game.mitigated(29_000);
    expect(game.isOver).toBe(true);
    expect(game.times).toEqual({ detectMs: 15_000, diagnoseMs: 44_000, mitigateMs: 28_000 });
    expect(game.score).toEqual({ detect: 30, diagnose: 40, mitigate: 30, total: 100 });
  });

  it('takes points for time, for wrong diagnoses and for hints', () => {
    const game = new Game(EASY);
    game.injected(0);
    game.detect(60_000, 'at last');
    expect(game.diagnose(61_000, WRONG)).toBe(false);
    expect(game.hint()).toBe(EASY.hints[0]);
    game.diagnose(136_000, RIGHT);
    game.mitigated(90_000);
    expect(game.score).toEqual({ detect: 20, diagnose: 20, mitigate: 20, total: 60 });
  });

  it('believes nobody who finds something before it is there', () => {
    const game = new Game(EASY);
    expect(game.detect(500, 'surely')).toBe(false);
    expect(game.diagnose(600, RIGHT)).toBe(false);
    game.mitigated(700);
    expect([game.isOver, game.times, game.score.total]).toEqual([false, {}, 0]);
  });

  it('counts a right diagnosis as noticed', () => {
    const game = new Game(EASY);
    game.injected(0);
    game.diagnose(5_000, RIGHT);
    expect(game.times).toEqual({ detectMs: 5_000, diagnoseMs: 0 });
  });

  it('has no more hints than the scenario', () => {
    const game = new Game(EASY);
    const hints = Array.from({ length: EASY.hints.length + 1 }, () => game.hint());
    expect(hints).toEqual([...EASY.hints, undefined]);
  });

  it('is recorded with what was said and when', () => {
    const game = new Game(EASY);
    game.injected(0);
    game.detect(3_000, 'no advice');
    game.diagnose(9_000, WRONG);
    const report = gameReport(game, { seed: 7, playedAt: 'today' });
    expect(report).toContain('- after 3 s: "no advice"');
    expect(report).toContain('- after 9 s: diagnosis: payments_psp is down, which was wrong');
    expect(report).toContain('| ended, after the fault | not at all | 0 of 30 |');
    expect(report).toContain('seed 7');
  });
});

describe('what a team says', () => {
  it.each([
    ['found the pages are odd', { type: 'found', words: 'the pages are odd' }],
    ['it is payments_psp slow', { type: 'diagnosis', diagnosis: { where: 'payments_psp', what: 'slow' } }],
    [' Hint ', { type: 'hint' }],
    ['status', { type: 'status' }],
    ['give up', { type: 'give up' }],
  ])('understands "%s"', (line, saying) => {
    expect(readAnswer(line)).toEqual(saying);
  });

  it.each([
    ['dunno', 'nothing that can be said'],
    ['it is the database', '"the" is no edge'],
    ['it is payments_psp broken', '"broken" is no kind of fault: it is one of down, slow, lossy, silent'],
  ])('explains what is unclear about "%s"', (line, why) => {
    expect(readAnswer(line)).toMatchObject({ type: 'unclear', why: expect.stringContaining(why) });
  });
});

describe('npm run gameday', () => {
  it('leaves scenario and moment to chance when nothing is said', () => {
    expect(parseGameDayCommand([])).toEqual({ difficulty: undefined, seed: undefined, portOffset: 0 });
  });

  it.each([['--difficulty=6'], ['--seed=x'], ['--easy']])('refuses %s', (argument) => {
    expect(() => parseGameDayCommand([argument])).toThrow(UsageError);
  });
});

describe('the scenarios', () => {
  it('are five of rising difficulty, each about another edge or kind, with hints and a debriefing', () => {
    expect(SCENARIOS.map(({ difficulty }) => difficulty)).toEqual([1, 2, 3, 4, 5]);
    expect(new Set(SCENARIOS.map(({ answer }) => JSON.stringify(answer))).size).toBe(5);
    for (const { hints, debriefing } of SCENARIOS) {
      expect(hints.length).toBeGreaterThanOrEqual(2);
      expect(debriefing).not.toBe('');
    }
  });

  it('give the answer away in no hint', () => {
    for (const { hints, answer } of SCENARIOS) expect(hints.join(' ')).not.toContain(answer.where);
  });
});

describe('a GameDay on the running system', () => {
  let open: OpenWorld;
  beforeAll(async () => {
    open = await startWorld(7_600, 'with');
  });
  afterAll(() => open.close());

  it('hides a fault, takes the diagnosis, and sees the repair', async () => {
    const { world } = open;
    const said: string[] = [];
    const heard = (words: string) =>
      new Promise<void>((resolve) => {
        const look = setInterval(() => {
          if (!said.join('\n').includes(words)) return;
          clearInterval(look);
          resolve();
        }, 50);
      });
    async function* team(): AsyncGenerator<string> {
      const page = async () =>
        (await (await fetch(`${world.url('stock')}/api/v1/products/P001`)).json()) as { degraded?: string[] };
      while (((await page()).degraded ?? []).length === 0) await new Promise((next) => setTimeout(next, 100));
      yield 'found no recommendations on the page';
      yield 'it is orders_stock slow';
      yield 'status';
      yield 'it is stock_recommendations down';
      await new Promise((next) => setTimeout(next, 3_000));
      await world.faults.up('stock_recommendations');
      await heard('Nobody suffers any more.');
    }
    const game = await play({
      world,
      scenario: EASY,
      calmMs: 1_500,
      lines: team(),
      say: (text) => said.push(text),
      signal: new AbortController().signal,
    });
    expect(said.join('\n')).toContain('That is not it.');
    expect(said.join('\n')).toMatch(/product pages of the last 6 s: 200 × \d+; 95 % within \d+ ms/);
    expect(game.isOver).toBe(true);
    expect(game.score.total).toBeGreaterThan(0);
    expect(game.guesses.map(({ isRight }) => isRight)).toEqual([false, true]);
  });

  it('ends when the team gives up, and takes the fault out', async () => {
    const { world } = open;
    async function* team(): AsyncGenerator<string> {
      yield 'give up';
    }
    const game = await play({
      world,
      scenario: EASY,
      calmMs: 0,
      lines: team(),
      say: () => undefined,
      signal: new AbortController().signal,
    });
    expect(game.isOver).toBe(false);
    const answer = await fetch(`${world.embedded?.faultProxyUrl}/proxies/stock_recommendations`);
    expect(await answer.json()).toMatchObject({ enabled: true });
  });
});
