import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { freePort, ServiceProcess } from '@baluarte/testing';
import type { Installation } from './installation.js';
import { run, type Ending } from './run.js';

const TSCONFIG = {
  compilerOptions: {
    target: 'es2023',
    module: 'nodenext',
    strict: true,
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    skipLibCheck: true,
    rootDir: 'src',
    outDir: 'dist',
    types: ['node'],
  },
  include: ['src'],
};

/** What Node takes a file of a project for. */
export type ModuleType = 'module' | 'commonjs';

/** A program of a project that runs. */
export interface Started {
  readonly service: ServiceProcess;
  readonly url: string;
}

/** A project as somebody else's: nothing of the workspace is in it, and it is compiled with plain `tsc`. */
export class FreshProject {
  readonly folder: string;

  constructor(
    readonly installation: Installation,
    name: string,
    type: ModuleType,
  ) {
    this.folder = join(installation.folder, name);
    this.write('package.json', JSON.stringify({ private: true, type }));
    this.write('tsconfig.json', JSON.stringify(TSCONFIG));
  }

  has(library: string): boolean {
    return this.installation.libraries.includes(library);
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  /** Writes one of the programs in `test/consumer`, which use what the READMEs show. */
  writeConsumer(source: string, target = source): void {
    const text = readFileSync(new URL(`../consumer/${source}.mts`, import.meta.url), 'utf8');
    this.write(`src/${target}.ts`, text);
  }

  compile(): Promise<Ending> {
    const compiler = join(this.installation.folder, 'node_modules/typescript/bin/tsc');
    return run(process.execPath, [compiler], this.folder);
  }

  /** Starts one of its programs as a process of its own. */
  async start(
    program: string,
    readyPath: string,
    env: Readonly<Record<string, string>> = {},
  ): Promise<Started> {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const service = await ServiceProcess.start({
      entry: join(this.folder, 'dist', `${program}.js`),
      env: { PORT: String(port), ...env },
      readyUrl: url + readyPath,
      startTimeoutMs: 60_000,
    });
    return { service, url };
  }
}
