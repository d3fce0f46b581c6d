import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const COMPILER = fileURLToPath(new URL('../../../../node_modules/typescript-7/bin/tsc', import.meta.url));
/** Inside the package, so that its name means the package that was built; no tool looks in here. */
const FOLDER = new URL('.baluarte/', import.meta.url);

const SETTINGS = {
  extends: '../../../../../../tsconfig.base.json',
  compilerOptions: { noEmit: true, composite: false, declaration: false, declarationMap: false },
  include: ['*.ts'],
};

/** Sources by the name of their file. */
export type Programs = ReadonlyMap<string, string>;

/**
 * Compiles programs against the package as it is built.
 *
 * @returns what the compiler says of them; nothing when all is well
 */
export function compile(programs: Programs): Promise<string> {
  return inFolder(programs, (folder) => run([COMPILER, '-p', folder, '--pretty', 'false'], folder));
}

/**
 * Loads programs into one process, so that whatever they make at once is made, with its options.
 *
 * @returns what went wrong; nothing when all is well
 */
export function load(programs: Programs): Promise<string> {
  const imports = [...programs.keys()].map((name) => `await import('./${name}');`).join('\n');
  const main = new Map([...programs, ['main.ts', imports]]);
  return inFolder(main, (folder) => run(['--no-warnings', 'main.ts'], folder));
}

async function inFolder(programs: Programs, work: (folder: string) => Promise<string>): Promise<string> {
  await mkdir(FOLDER, { recursive: true });
  const folder = await mkdtemp(fileURLToPath(new URL('snippets-', FOLDER)));
  try {
    await writeFile(`${folder}/tsconfig.json`, JSON.stringify(SETTINGS));
    for (const [name, source] of programs) await writeFile(`${folder}/${name}`, source);
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What a run of Node has to say. */
function run(words: readonly string[], cwd: string): Promise<string> {
  return promisify(execFile)(process.execPath, words, { cwd, timeout: 120_000 }).then(
    ({ stdout }) => stdout,
    (error: { readonly stdout?: string; readonly message: string }) => error.stdout || error.message,
  );
}
