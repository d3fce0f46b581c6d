import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, ServiceProcess } from '@baluarte/testing';
import type { Installation } from './installation.js';
import { readmePrograms, type Reader } from './readme.js';
import { run } from './run.js';

export type Platform = 'fastify' | 'express';

/** A project as a reader's: beside the others of its Nest, with what the READMEs show and `consumer` around it. */
export class FreshProject {
  readonly folder: string;

  constructor(
    readonly installation: Installation,
    readonly platform: Platform,
    readonly type: Reader['type'],
  ) {
    this.folder = join(installation.folder, `${platform}-${type}`);
  }

  /** Writes the sources and compiles them with plain `tsc`. */
  async build(): Promise<{ readonly code: number; readonly output: string }> {
    mkdirSync(join(this.folder, 'src'), { recursive: true });
    writeFileSync(join(this.folder, 'package.json'), JSON.stringify({ private: true, type: this.type }));
    writeFileSync(join(this.folder, 'tsconfig.json'), JSON.stringify(TSCONFIG));
    for (const library of this.installation.libraries) this.writePrograms(library);
    for (const [target, source] of this.consumers())
      cpSync(new URL(`../consumer/${source}.mts`, import.meta.url), join(this.folder, 'src', `${target}.ts`));
    return run(
      process.execPath,
      [join(this.installation.folder, 'node_modules/typescript/bin/tsc')],
      this.folder,
    );
  }

  /** Starts one of its programs as a process of its own. */
  async start(
    program: string,
    readyPath: string,
    env: Readonly<Record<string, string>> = {},
  ): Promise<{ readonly service: ServiceProcess; readonly url: string }> {
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

  private writePrograms(library: string): void {
    const reader: Reader = { nest: this.installation.nest, type: this.type };
    mkdirSync(join(this.folder, 'src', library));
    for (const [file, code] of readmePrograms(library, reader))
      if (this.canCompile(code)) writeFileSync(join(this.folder, 'src', library, file), code);
  }

  /** A program for Fastify is nothing for a project without it. */
  private canCompile(code: string): boolean {
    return this.installation.nest === 12 || !code.includes("'@nestjs/platform-fastify'");
  }

  private consumers(): [string, string][] {
    return [
      ['platform', `platform-${this.platform}`],
      ['health', `health-${this.platform}`],
      ...['errors', 'resilience', 'observability', 'together', 'plain'].map((name): [string, string] => [
        name,
        name,
      ]),
    ];
  }
}

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
