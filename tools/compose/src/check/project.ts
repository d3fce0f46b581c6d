/** A service of a compose project, as `docker compose config --format json` prints it. */
export interface ComposeService {
  readonly image?: string;
  readonly build?: unknown;
  readonly depends_on?: Readonly<Record<string, unknown>>;
}

/** A compose project, as far as it is changed here. */
export interface ComposeProject {
  readonly services: Readonly<Record<string, ComposeService>>;
}

/** What runs here, and what does not. */
export interface RunnableProject {
  readonly project: ComposeProject;
  readonly skipped: readonly string[];
}

/** The images that have to be had: what is built is not among them. */
export function imagesOf({ services }: ComposeProject): string[] {
  const wanted = Object.values(services).flatMap(({ image, build }) => (image && !build ? [image] : []));
  return [...new Set(wanted)].sort();
}

/**
 * The project without the services whose image cannot be had; what depends on them starts without them.
 *
 * @param available the image to run by the image asked for
 */
export function runnable(project: ComposeProject, available: ReadonlyMap<string, string>): RunnableProject {
  const runs = ({ image, build }: ComposeService) =>
    build !== undefined || (image !== undefined && available.has(image));
  const entries = Object.entries(project.services);
  const skipped = entries.filter(([, service]) => !runs(service)).map(([name]) => name);
  const kept = entries
    .filter(([name]) => !skipped.includes(name))
    .map(([name, service]) => [name, withoutDependenciesOn(skipped, withImage(service, available))]);
  return {
    project: { ...project, services: Object.fromEntries(kept) as ComposeProject['services'] },
    skipped,
  };
}

function withImage(service: ComposeService, available: ReadonlyMap<string, string>): ComposeService {
  const image = service.build === undefined ? available.get(service.image ?? '') : undefined;
  return image === undefined ? service : { ...service, image };
}

function withoutDependenciesOn(skipped: readonly string[], service: ComposeService): ComposeService {
  if (service.depends_on === undefined) return service;
  const left = Object.entries(service.depends_on).filter(([name]) => !skipped.includes(name));
  return { ...service, depends_on: Object.fromEntries(left) };
}
