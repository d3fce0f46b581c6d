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

/**
 * Compiles programs against the package as it is built.
 *
 * @param programs sources by the name of their file
 * @returns what the compiler says of them; nothing when all is well
 */
export async function compile(programs: ReadonlyMap<string, string>): Promise<string> {
  await mkdir(FOLDER, { recursive: true });
  const folder = await mkdtemp(fileURLToPath(new URL('snippets-', FOLDER)));
  try {
    await writeFile(`${folder}/tsconfig.json`, JSON.stringify(SETTINGS));
    for (const [name, source] of programs) await writeFile(`${folder}/${name}`, source);
    const words = [COMPILER, '-p', folder, '--pretty', 'false'];
    const compiled = promisify(execFile)(process.execPath, words, { cwd: folder, timeout: 120_000 });
    return await compiled.then(
      ({ stdout }) => stdout,
      (error: { readonly stdout?: string; readonly message: string }) => error.stdout || error.message,
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}
