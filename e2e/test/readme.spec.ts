import { RunningSystem } from '@baluarte/testing';
import { LAUNCHER } from '../src/launcher.js';
import { readyLinesOf, stepsOf } from '../src/readme.js';
import { moved, promiseAndFact, walk, type Walked } from '../src/walkthrough.js';

const README = new URL('../../README.md', import.meta.url);
const OFFSET = 4_000;

describe('the first five minutes of the README', () => {
  let system: RunningSystem;
  let walked: readonly Walked[];
  const steps = stepsOf(README);

  beforeAll(async () => {
    system = await RunningSystem.start(LAUNCHER, OFFSET);
    walked = await walk(steps, system);
  });

  afterAll(() => system.stop());

  it('has commands with promised outputs', () => {
    expect(steps.length).toBeGreaterThan(8);
  });

  it.each(steps.map((step, nth) => [step.command.trim().split('\n').at(-1) ?? '', nth] as const))(
    'keeps what it promises: %s',
    (_name, nth) => {
      const { promised, fact } = promiseAndFact(walked[nth] as Walked, system);
      expect(fact).toEqual(promised);
    },
  );

  it('shows the line that the system really prints when it is ready', () => {
    const shown = system.output
      .replaceAll(system.home, '.baluarte')
      .replaceAll(`${54_329 + OFFSET}`, '54329');
    const promised = moved(readyLinesOf(README), { ...system, home: '.baluarte' } as RunningSystem);
    expect(promised.trim().split('\n')).toHaveLength(3);
    for (const line of promised.trim().split('\n')) expect(shown).toContain(line.trim());
  });
});
