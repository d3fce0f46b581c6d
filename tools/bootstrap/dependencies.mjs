import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runChild } from './child.mjs';
import { throwIfInterrupted } from './interruption.mjs';
import { ROOT } from './paths.mjs';
import { SetupFailed, step } from './progress.mjs';

/** Makes `node_modules` what package-lock.json says, and does nothing when it already is. */
export async function ensureDependencies(root = ROOT) {
  const lockfile = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const hash = createHash('sha256').update(lockfile).digest('hex');
  const stamp = join(root, 'node_modules', '.baluarte-installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  if (!isInstalled(root, lockfile)) await step('installing dependencies (npm ci)', () => install(root));
  writeFileSync(stamp, hash);
}

/** Compares with npm's own record of what it put there, so that `npm install x` does not lead to a second install. */
function isInstalled(root, lockfile) {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = Object.entries(JSON.parse(lockfile).packages).filter(([path]) => path !== '');
  const present = JSON.parse(readFileSync(record, 'utf8')).packages;
  return wanted.every(([path, { version, integrity, resolved, link, optional }]) => {
    const found = present[path];
    if (!found) return optional === true;
    return (
      found.version === version && found.integrity === integrity && (!link || found.resolved === resolved)
    );
  });
}

async function install(root) {
  const { code, output } = await runChild(
    'npm',
    ['ci', '--include=dev', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'],
    { capture: true, cwd: root },
  );
  throwIfInterrupted();
  if (code !== 0) throw new SetupFailed(`npm ci failed (exit code ${code}):\n${output}`);
}
