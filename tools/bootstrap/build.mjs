import { join } from 'node:path';
import { runChild } from './child.mjs';
import { throwIfInterrupted } from './interruption.mjs';
import { ROOT } from './paths.mjs';
import { SetupFailed, step } from './progress.mjs';

const COMPILER = join(ROOT, 'node_modules', 'typescript-7', 'bin', 'tsc');

/** Compiles what changed in the given TypeScript projects and in everything they refer to. */
export async function build(projects = ['.']) {
  await step('building', async () => {
    const { code, output } = await runChild(process.execPath, [COMPILER, '-b', ...projects], {
      capture: true,
    });
    throwIfInterrupted();
    if (code !== 0) throw new SetupFailed(`The build failed:\n${output}`);
  });
}
