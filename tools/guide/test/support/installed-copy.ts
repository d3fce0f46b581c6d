import { execFile } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import type { Instruction } from '../../src/walk/instructions.js';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const MADE_HERE = new Set(['.git', '.baluarte', '.nx', 'node_modules', 'dist', 'reports']);

/** What npm and the set-up write over in place; a hard link would change the original. */
const WRITTEN_OVER = new Set(['.package-lock.json', '.baluarte-installed']);

/** What the tool that runs this test tells the programs that it starts is not for those that run in a copy. */
const FROM_OUTSIDE = /^(?:NX_|npm_)/i;

/** A copy of the workspace, installed and not built, in which a reader can do what a page says. */
export class InstalledCopy {
  readonly directory = mkdtempSync(join(tmpdir(), 'baluarte-copy-'));

  constructor() {
    chmodSync(this.directory, 0o755);
    for (const name of readdirSync(ROOT).filter((each) => !MADE_HERE.has(each)))
      cpSync(join(ROOT, name), join(this.directory, name), {
        recursive: true,
        filter: (path) => !MADE_HERE.has(basename(path)),
      });
    linkTree(join(ROOT, 'node_modules'), join(this.directory, 'node_modules'));
  }

  /** @returns what it printed */
  async follow(instruction: Instruction): Promise<string> {
    if (instruction.type === 'run') return this.run('bash', ['-eu', '-c', instruction.step.command]);
    const { type, path, text } = instruction;
    const file = join(this.directory, path);
    if (type === 'write') {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
      return '';
    }
    const patch = join(this.directory, 'edit.patch');
    writeFileSync(patch, text);
    return this.run('git', ['apply', `--include=${path}`, patch]);
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** What npm installs again is in its cache, so nothing has to be fetched. */
  private run(program: string, args: readonly string[]): Promise<string> {
    const own = Object.entries(process.env).filter(([name]) => !FROM_OUTSIDE.test(name));
    const env = {
      ...Object.fromEntries(own),
      PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
      npm_config_prefer_offline: 'true',
    };
    return new Promise((resolve, reject) => {
      execFile(program, args, { cwd: this.directory, env }, (error, stdout, stderr) => {
        const output = stripVTControlCharacters(stdout);
        if (error === null) resolve(output);
        else reject(new Error(`${error.message}\n${output}\n${stripVTControlCharacters(stderr)}`));
      });
    });
  }
}

/** The same files under other names, without their contents; another file system gets real copies. */
function linkTree(from: string, to: string): void {
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkTree(source, target);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else if (WRITTEN_OVER.has(entry.name)) copyFileSync(source, target);
    else linkOrCopy(source, target);
  }
}

function linkOrCopy(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    copyFileSync(source, target);
  }
}
