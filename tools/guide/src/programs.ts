import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const COMPILER = fileURLToPath(new URL('../../../node_modules/typescript-7/bin/tsc', import.meta.url));
/** Inside the project, so that names of packages mean those of the workspace; no tool looks in here. */
const FOLDER = fileURLToPath(new URL('../.baluarte/', import.meta.url));
const COMPILE_TIMEOUT_MS = 120_000;

const SETTINGS = {
  extends: '../../../../tsconfig.base.json',
  compilerOptions: {
    composite: false,
    declaration: false,
    declarationMap: false,
    sourceMap: false,
    outDir: 'out',
    rootDir: '.',
  },
  include: ['*.ts'],
};

/** Programs by the name of their file, compiled against the workspace; gone when disposed of. */
export class Programs implements Disposable {
  private constructor(private readonly folder: string) {}

  /** @throws Error with all that the compiler says of them */
  static async compile(sources: ReadonlyMap<string, string>): Promise<Programs> {
    mkdirSync(FOLDER, { recursive: true });
    const programs = new Programs(mkdtempSync(`${FOLDER}programs-`));
    writeFileSync(`${programs.folder}/tsconfig.json`, JSON.stringify(SETTINGS));
    for (const [name, source] of sources) writeFileSync(`${programs.folder}/${name}.ts`, source);
    const words = [COMPILER, '-p', programs.folder, '--pretty', 'false'];
    try {
      await promisify(execFile)(process.execPath, words, {
        cwd: programs.folder,
        timeout: COMPILE_TIMEOUT_MS,
      });
    } catch (error) {
      programs[Symbol.dispose]();
      throw new Error(saidBy(error), { cause: error });
    }
    return programs;
  }

  /** Where the JavaScript is. */
  get output(): string {
    return `${this.folder}/out`;
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function saidBy(error: unknown): string {
  const said = error instanceof Error && 'stdout' in error ? String(error.stdout) : '';
  return said === '' ? String(error) : said;
}
