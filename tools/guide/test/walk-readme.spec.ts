import { installedProgram, RunningSystem } from '@baluarte/testing';
import { LAUNCHER } from '../src/walk/launcher.js';
import { readyLinesOf, stepsOf } from '../src/walk/steps.js';
import { moved, promiseAndFact, walk, type Walked } from '../src/walk/walkthrough.js';

const README = new URL('../../../README.md', import.meta.url);
const OFFSET = 4_000;
/** Longer than the walk may take. */
const TIMEOUT_MS = 420_000;

/** What a step asks that only a machine with Prometheus can answer. */
const PROMETHEUS = 'localhost:9090';
const hasPrometheus = installedProgram('prometheus') !== undefined;

describe('the walkthrough of the README', () => {
  let system: RunningSystem;
  let walked: readonly Walked[];
  const all = stepsOf(README);
  const steps = all.filter(({ command }) => hasPrometheus || !command.includes(PROMETHEUS));

  beforeAll(async () => {
    system = await RunningSystem.start(LAUNCHER, OFFSET, {}, { observe: true });
    walked = await walk(steps, system);
  }, TIMEOUT_MS);

  afterAll(() => system.stop());

  it('has commands with promised outputs', () => {
    expect(steps.length).toBeGreaterThan(20);
  });

  it('leaves out the alerts only where Prometheus is not installed, and the system says so', () => {
    expect(all.length - steps.length).toBe(hasPrometheus ? 0 : 1);
    expect(system.output.includes('Prometheus is not installed')).toBe(!hasPrometheus);
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
