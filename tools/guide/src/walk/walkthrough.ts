import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { RunningSystem } from '@baluarte/testing';
import { holds, type Step } from './steps.js';

const MARK = '=====end of step=====';
/** An incident takes its time: breaks of circuits, windows of alerts, doubts that are cleared up. */
const WALK_TIMEOUT_MS = 360_000;
const PORTS = /(localhost|127\.0\.0\.1):(300[1-6]|8474|4318|9090)\b/g;

/** A text with the ports and the folder that a running system has in place of the usual ones. */
export function moved(text: string, { portOffset, home }: RunningSystem): string {
  return text
    .replaceAll(PORTS, (_all, host: string, port: string) => `${host}:${Number(port) + portOffset}`)
    .replaceAll('.baluarte', home);
}

/** A step, and what its command printed. */
export interface Walked {
  readonly step: Step;
  readonly output: string;
}

/**
 * Types the commands of a page into one shell, one after the other, for six minutes at most.
 *
 * @param before commands that come first and promise nothing
 */
export async function walk(
  steps: readonly Step[],
  system: RunningSystem,
  before: readonly Step[] = [],
): Promise<readonly Walked[]> {
  const shell = spawn('bash', ['-eu'], { stdio: ['pipe', 'pipe', 'inherit'], timeout: WALK_TIMEOUT_MS });
  let output = '';
  shell.stdout.on('data', (chunk) => (output += String(chunk)));
  const all = [...before, ...steps];
  // Some runners of tests ask for colours, which Node would then give even to a pipe.
  shell.stdin.write('unset FORCE_COLOR\n');
  shell.stdin.end(all.map(({ command }) => `${moved(command, system)}\necho; echo '${MARK}'\n`).join(''));
  await once(shell, 'close');
  const outputs = output.split(MARK).slice(before.length);
  return steps.map((step, nth) => ({ step, output: outputs[nth]?.trim() ?? '(it did not come to this)' }));
}

/** What a step promised and what came, equal if it kept its promise. */
export function promiseAndFact(
  { step: { expected }, output }: Walked,
  system: RunningSystem,
): { readonly promised: unknown; readonly fact: unknown } {
  if (expected === undefined) return { promised: '', fact: output };
  const promised = moved(expected.text, system).trim();
  if (expected.format === 'text') return { promised, fact: output };
  const shown: unknown = JSON.parse(promised);
  const actual = parsed(output);
  return { promised: shown, fact: holds(shown, actual) ? shown : actual };
}

function parsed(output: string): unknown {
  try {
    return JSON.parse(output);
  } catch {
    return output;
  }
}
