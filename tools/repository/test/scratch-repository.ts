import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from './workspace.js';

/** How a program ended, and what it said. */
export interface Result {
  readonly code: number | null;
  readonly output: string;
}

/** A repository of its own, with the formatting and the hooks of this one. */
export class ScratchRepository {
  readonly directory = mkdtempSync(join(tmpdir(), 'baluarte-repository-'));

  constructor() {
    this.git('init', '--quiet');
    this.git('config', 'core.hooksPath', `${ROOT}/.githooks`);
    for (const file of ['.prettierrc.json', '.prettierignore', '.editorconfig', '.gitattributes'])
      copyFileSync(join(ROOT, file), join(this.directory, file));
    symlinkSync(join(ROOT, 'node_modules'), join(this.directory, 'node_modules'));
    this.write('.gitignore', 'node_modules\n');
    this.git('add', '.');
    this.git('commit', '--no-verify', '--message', 'Begin');
  }

  write(path: string, content: string): void {
    mkdirSync(dirname(join(this.directory, path)), { recursive: true });
    writeFileSync(join(this.directory, path), content);
  }

  /** Writes a file and puts it into the index. */
  stage(path: string, content: string): void {
    this.write(path, content);
    this.git('add', path);
  }

  commit(message = 'Change something', ...options: string[]): Result {
    return this.git('commit', '--message', message, ...options);
  }

  git(...words: string[]): Result {
    const who = ['AUTHOR', 'COMMITTER'].flatMap((role) => [
      [`GIT_${role}_NAME`, 'Test'],
      [`GIT_${role}_EMAIL`, 'test@example.com'],
    ]);
    const { PATH } = process.env;
    const { status, stdout, stderr } = spawnSync('git', words, {
      cwd: this.directory,
      env: { PATH, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', ...Object.fromEntries(who) },
      encoding: 'utf8',
    });
    return { code: status, output: stdout + stderr };
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}
