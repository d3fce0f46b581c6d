import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';
import { libraries, ROOT } from '../libraries.mjs';

/** api-extractor reads one entry point at a time: each has its own part of the report. */
const ENTRIES = { '.': 'dist/index.d.ts', './nest': 'dist/nest/index.d.ts' };

/** Where the public API of a library is written down. */
export const reportPath = (folder) => join(ROOT, 'libs', folder, 'api.md');

/**
 * The public API of every library as its declarations are built: names with their signatures, without comments.
 *
 * @returns {Promise<Map<string, string>>} the text of `libs/<folder>/api.md` by folder
 * @throws Error with what api-extractor says of declarations that it cannot read
 */
export async function apiReports() {
  const style = await resolveConfig(reportPath('errors'));
  const scratch = mkdtempSync(join(tmpdir(), 'baluarte-api-'));
  try {
    const reports = new Map();
    for (const library of libraries())
      reports.set(library.folder, await format(reportOf(library, scratch), { ...style, parser: 'markdown' }));
    return reports;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function reportOf({ folder, path, name }, scratch) {
  const { exports } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  const parts = Object.entries(ENTRIES)
    .filter(([entry]) => entry in exports)
    .map(([entry, declarations]) => {
      const title = entry === '.' ? name : name + entry.slice(1);
      return `## ${title}\n\n${extract({ folder, path, declarations, scratch })}`;
    });
  return `# The public API of ${name}\n\nWritten by \`npm run api\` in tools/packages; a change of it belongs into CHANGELOG.md.\n\n${parts.join('\n')}`;
}

function extract({ folder, path, declarations, scratch }) {
  const tsconfig = join(scratch, 'tsconfig.json');
  const compilerOptions = {
    target: 'es2023',
    module: 'nodenext',
    moduleResolution: 'nodenext',
    strict: true,
    skipLibCheck: true,
    types: ['node'],
    typeRoots: [join(ROOT, 'node_modules/@types')],
  };
  writeFileSync(tsconfig, JSON.stringify({ compilerOptions, files: [join(path, declarations)] }));
  const config = ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: join(path, 'package.json'),
    configObject: {
      projectFolder: path,
      mainEntryPointFilePath: join(path, declarations),
      compiler: { tsconfigFilePath: tsconfig, skipLibCheck: true },
      apiReport: {
        enabled: true,
        reportFileName: folder,
        reportFolder: scratch,
        reportTempFolder: scratch,
        includeForgottenExports: true,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      newlineKind: 'lf',
    },
  });
  const problems = [];
  const { succeeded } = Extractor.invoke(config, {
    localBuild: true,
    messageCallback(message) {
      message.handled = true;
      if (message.logLevel === ExtractorLogLevel.Error)
        problems.push(message.formatMessageWithLocation(path));
    },
  });
  if (!succeeded || problems.length > 0)
    throw new Error(`api-extractor cannot read ${join(path, declarations)}:\n${problems.join('\n')}`);
  return codeOf(readFileSync(join(scratch, `${folder}.api.md`), 'utf8'));
}

/** The fenced code alone, without what api-extractor says of comments. */
function codeOf(report) {
  const code = /```ts\n([^]*?)```/.exec(report)?.[1] ?? '';
  const lines = code.split('\n').filter((line) => !/^\s*\/\/ (Warning|@public|\()/.test(line));
  return `\`\`\`ts\n${lines
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()}\n\`\`\`\n`;
}
