import { spawnSync } from 'node:child_process';

/** Where a program is, if it is installed: for tests that ask the real thing where there is one. */
export function installedProgram(name: string): string | undefined {
  return spawnSync('which', [name], { encoding: 'utf8' }).stdout.trim() || undefined;
}
