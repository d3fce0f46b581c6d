import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const HERE = fileURLToPath(new URL('.', import.meta.url));

/** Runs a script as a process of its own, for what would end or disturb this one. @returns its last line, as JSON */
export async function runScript(script: string, flags: readonly string[] = []): Promise<unknown> {
  const words = [...flags, '--input-type=module', '--eval', script];
  const { stdout } = await promisify(execFile)(process.execPath, words, {
    cwd: HERE,
    timeout: 120_000,
    env: { ...process.env, FORCE_COLOR: '0' },
  });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? 'null');
}
