import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../libraries.mjs';
import { FreshProject } from './fresh-project.js';
import type { Installation } from './installation.js';
import { readmePrograms } from './readme.js';

/** A project that has the sources of libs/errors among its own, and the programs of its README on top of them. */
export function copiedErrors(installation: Installation): FreshProject {
  const project = new FreshProject(installation, 'copied', 'module');
  const sources = join(ROOT, 'libs/errors/src');
  for (const path of readdirSync(sources, { recursive: true, encoding: 'utf8' }))
    if (path.endsWith('.ts') && !path.endsWith('.spec.ts'))
      project.write(`src/errors/${path}`, readFileSync(join(sources, path), 'utf8'));
  for (const [file, code] of readmePrograms('errors', 12))
    project.write(
      `src/readme/${file}`,
      code
        .replaceAll("'@baluarte/errors/nest'", "'../errors/nest/index.js'")
        .replaceAll("'@baluarte/errors'", "'../errors/index.js'"),
    );
  project.writeConsumer('copied');
  return project;
}
