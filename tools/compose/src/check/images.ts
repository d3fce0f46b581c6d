import type { Docker } from './docker.js';

/** A large image over a slow line. */
const PULL_TIMEOUT_MS = 600_000;

/**
 * Which images can be had: in the engine already, or to be pulled.
 *
 * @returns the image to run by the image asked for; an engine that has the tag, but not by this
 *   digest, and cannot pull it runs the tag
 */
export async function availableImages(
  docker: Docker,
  references: readonly string[],
  signal: AbortSignal,
): Promise<Map<string, string>> {
  const found = await Promise.all(
    references.map(async (reference): Promise<[string, string | undefined]> => [
      reference,
      await available(docker, reference, signal),
    ]),
  );
  return new Map(found.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

async function available(
  docker: Docker,
  reference: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (await isHere(docker, reference, signal)) return reference;
  const pulled = await docker.try(['pull', '--quiet', reference], signal, PULL_TIMEOUT_MS);
  if (pulled.code === 0) return reference;
  const tag = reference.replace(/@sha256:[0-9a-f]{64}$/, '');
  return tag !== reference && (await isHere(docker, tag, signal)) ? tag : undefined;
}

async function isHere(docker: Docker, reference: string, signal: AbortSignal): Promise<boolean> {
  return (await docker.try(['image', 'inspect', reference], signal)).code === 0;
}
