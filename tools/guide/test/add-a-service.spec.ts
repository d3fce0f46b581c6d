import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RunningSystem } from '@baluarte/testing';
import { instructionsIn, type Instruction } from '../src/walk/instructions.js';
import { stepsIn } from '../src/walk/steps.js';
import { promiseAndFact, walk, type Walked } from '../src/walk/walkthrough.js';
import { InstalledCopy } from './support/installed-copy.js';

const PAGE = new URL('../../../docs/guide/add-a-service.md', import.meta.url);
const START = '```sh\nnpm start\n```\n';
const OFFSET = 7_700;

const [before = '', after = ''] = readFileSync(PAGE, 'utf8').split(START);
const instructions = instructionsIn(before);
const steps = stepsIn(after);

const nameOf = (instruction: Instruction) =>
  instruction.type === 'run'
    ? `run ${instruction.step.command.trim().split('\n').at(-1) ?? ''}`
    : `${instruction.type} ${instruction.path}`;

/** Whether an output is the promised one, in which `…` stands for any text. */
function isAsPromised(promised: string, output: string): boolean {
  const text = output.trim();
  const parts = promised
    .trim()
    .split('…')
    .map((part) => part.trim());
  if (parts.length === 1) return text === parts[0];
  let end = 0;
  const areInOrder = parts.every((part) => {
    const begin = text.indexOf(part, end);
    end = begin + part.length;
    return begin >= 0;
  });
  return areInOrder && text.startsWith(parts[0] ?? '') && text.endsWith(parts.at(-1) ?? '');
}

describe('the page on adding a service', () => {
  let copy: InstalledCopy;
  let system: RunningSystem | undefined;
  let walked: readonly Walked[] = [];

  beforeAll(() => {
    copy = new InstalledCopy();
  });

  afterAll(async () => {
    await system?.stop();
    copy.remove();
  });

  it('has files, edits and commands, before the start and after it', () => {
    const types = new Set(instructions.map(({ type }) => type));
    expect([...types].sort()).toEqual(['patch', 'run', 'write']);
    expect(steps.length).toBeGreaterThan(8);
  });

  it('shows where each file goes to whoever reads it without its comments', () => {
    const paths = instructions.flatMap((each) => (each.type === 'write' ? [each.path] : []));
    expect(paths.filter((path) => !before.includes(`\n\`${path}\`\n<!-- file: ${path} -->\n`))).toEqual([]);
    expect(paths.length).toBeGreaterThan(10);
  });

  it.each(instructions.map((instruction) => [nameOf(instruction), instruction] as const))(
    'can be followed: %s',
    async (_name, instruction) => {
      const output = await copy.follow(instruction);
      const promised = instruction.type === 'run' ? (instruction.step.expected?.text ?? '') : '';
      expect(isAsPromised(promised, output) ? promised : output).toBe(promised);
    },
  );

  it('starts a system that has the new service', async () => {
    system = await RunningSystem.start(join(copy.directory, 'tools/embedded/dist/main.js'), OFFSET);
    expect(system.output).toMatch(new RegExp(`^READY .* shipping http://localhost:${3_006 + OFFSET}$`, 'm'));
    walked = await walk(steps, system);
  });

  it.each(steps.map(({ command }, nth) => [command.trim().split('\n').at(-1) ?? '', nth] as const))(
    'keeps what it promises of the running system: %s',
    (_name, nth) => {
      const { promised, fact } = promiseAndFact(walked[nth] as Walked, system as RunningSystem);
      expect(fact).toEqual(promised);
    },
  );
});
