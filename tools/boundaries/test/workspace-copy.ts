import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the workspace under test. */
export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

const OWN_PACKAGES = '@baluarte';

/** How a program ended. */
export interface Result {
  readonly code: number | null;
  readonly output: string;
}

/** What ESLint says about one line. */
export interface Message {
  readonly ruleId: string | null;
  readonly message: string;
}

/** The files Git would commit, relative to the root. */
export function ownFiles(): string[] {
  const { stdout, status } = spawnSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error('Git does not tell which files belong to the workspace.');
  return stdout.split('\0').filter((path) => path !== '' && existsSync(join(ROOT, path)));
}

/** A copy of the workspace where violations can be planted without anybody else seeing them. */
export class WorkspaceCopy {
  readonly directory = mkdtempSync(join(tmpdir(), 'baluarte-boundaries-'));

  constructor() {
    for (const path of ownFiles()) cpSync(join(ROOT, path), join(this.directory, path), { recursive: true });
    this.linkPackages('node_modules');
    this.linkPackages(join('node_modules', OWN_PACKAGES));
  }

  plant(path: string, content: string): void {
    mkdirSync(dirname(join(this.directory, path)), { recursive: true });
    writeFileSync(join(this.directory, path), content);
  }

  nx(...args: string[]): Result {
    return this.run(join('node_modules', 'nx', 'dist', 'bin', 'nx.js'), args);
  }

  /** Lints the whole copy; the boundary rule needs the project graph, so that is made first. */
  lint(): Map<string, Message[]> {
    const graph = this.nx('graph', '--file=graph.json');
    if (graph.code !== 0) throw new Error(`Nx cannot make the project graph:\n${graph.output}`);
    const report = join(this.directory, 'lint.json');
    const eslint = this.run(join('node_modules', 'eslint', 'bin', 'eslint.js'), [
      '.',
      '-f',
      'json',
      '-o',
      report,
    ]);
    if (!existsSync(report)) throw new Error(`ESLint did not report:\n${eslint.output}`);
    return readReport(report, this.directory);
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** Our own packages lead to their copies, all others to the installed ones. */
  private linkPackages(folder: string): void {
    mkdirSync(join(this.directory, folder), { recursive: true });
    for (const name of readdirSync(join(ROOT, folder))) {
      if (name === OWN_PACKAGES || name.startsWith('.baluarte')) continue;
      symlinkSync(this.targetOf(folder, name), join(this.directory, folder, name));
    }
  }

  private targetOf(folder: string, name: string): string {
    if (!folder.endsWith(OWN_PACKAGES)) return join(ROOT, folder, name);
    const source = realpathSync(join(ROOT, folder, name));
    return join(this.directory, relative(realpathSync(ROOT), source));
  }

  private run(script: string, args: readonly string[]): Result {
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
      cwd: this.directory,
      env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', NX_WORKSPACE_ROOT_PATH: this.directory },
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    return { code: status, output: stdout + stderr };
  }
}

function readReport(path: string, directory: string): Map<string, Message[]> {
  const files = JSON.parse(readFileSync(path, 'utf8')) as { filePath: string; messages: Message[] }[];
  return new Map(
    files.map(({ filePath, messages }) => [relative(realpathSync(directory), filePath), messages]),
  );
}
