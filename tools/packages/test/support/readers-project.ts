import { FreshProject, type ModuleType } from './fresh-project.js';
import type { Installation } from './installation.js';
import { readmePrograms } from './readme.js';

export type Platform = 'fastify' | 'express';

const CONSUMERS = [
  'errors',
  'resilience',
  'observability',
  'page',
  'together',
  'plain',
  'persistence',
  'idempotency',
];

/** A project with everything that the READMEs show, as they tell this reader to write it. */
export function readersProject(
  installation: Installation,
  platform: Platform,
  type: ModuleType,
): FreshProject {
  const { nest, libraries } = installation;
  const project = new FreshProject(installation, `${platform}-${type}`, type);
  for (const library of libraries)
    for (const [file, code] of readmePrograms(library, nest))
      if (canCompile(code, nest)) project.write(placeOf(library, file), code);
  project.writeConsumer(`platform-${platform}`, 'platform');
  project.writeConsumer(`health-${platform}`, 'health');
  for (const consumer of CONSUMERS) project.writeConsumer(consumer);
  if (project.has('testing')) project.writeConsumer('testing');
  return project;
}

/** SQL goes where the READMEs say it is. */
function placeOf(library: string, file: string): string {
  return file.endsWith('.sql') ? `src/${library}/migrations/${file}` : `src/${library}/${file}`;
}

/** A program for Fastify is nothing for the project with Nest 11, which has Express alone. */
function canCompile(code: string, nest: number): boolean {
  return nest === 12 || !code.includes("'@nestjs/platform-fastify'");
}
