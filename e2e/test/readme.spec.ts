import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { holds, readyLinesOf, stepsOf } from '../src/readme.js';
import { RunningSystem } from '@baluarte/testing';
import { LAUNCHER } from '../src/launcher.js';

const README = new URL('../../README.md', import.meta.url);
const OFFSET = 4_000;
const MARK = '=====end of step=====';

/** The same ports and files, where the system of this test has them. */
const moved = (text: string, home = '.baluarte') =>
  text
    .replaceAll(
      /(localhost|127\.0\.0\.1):(300\d|8474)/g,
      (_all, host: string, port: string) => `${host}:${Number(port) + OFFSET}`,
    )
    .replaceAll('.baluarte', home);

describe('the first five minutes of the README', () => {
  let system: RunningSystem;
  let outputs: string[];
  const steps = stepsOf(README);

  beforeAll(async () => {
    system = await RunningSystem.start(LAUNCHER, OFFSET);
    const shell = spawn('bash', ['-eu'], { stdio: ['pipe', 'pipe', 'inherit'] });
    let output = '';
    shell.stdout.on('data', (chunk) => (output += String(chunk)));
    shell.stdin.end(
      steps.map(({ command }) => `${moved(command, system.home)}\necho; echo '${MARK}'\n`).join(''),
    );
    await once(shell, 'close');
    outputs = output.split(MARK);
  });

  afterAll(() => system.stop());

  it('has commands with promised outputs', () => {
    expect(steps.length).toBeGreaterThan(8);
    expect(outputs).toHaveLength(steps.length + 1);
  });

  it.each(steps.map((step, index) => [step.command.trim().split('\n').at(-1) ?? '', step, index] as const))(
    'keeps what it promises: %s',
    (_name, { expected }, index) => {
      const output = outputs[index]?.trim() ?? '';
      if (expected === undefined) expect(output).toBe('');
      else if (expected.format === 'text') expect(output).toBe(moved(expected.text).trim());
      else {
        const actual: unknown = JSON.parse(output);
        const promised: unknown = JSON.parse(moved(expected.text));
        expect({ holds: holds(promised, actual), actual }).toEqual({ holds: true, actual });
      }
    },
  );

  it('shows the line that the system really prints when it is ready', () => {
    const shown = system.output
      .replaceAll(system.home, '.baluarte')
      .replaceAll(`${54_329 + OFFSET}`, '54329');
    const promised = moved(readyLinesOf(README)).trim().split('\n');
    expect(promised).toHaveLength(3);
    for (const line of promised) expect(shown).toContain(line.trim());
  });
});
