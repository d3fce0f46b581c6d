/** The decoded parts between the slashes of a path. */
export function pathParts(path: string): readonly string[] {
  return path.split('/').slice(1).map(decoded);
}

/**
 * Whether a path fits a route of Fastify: `/orders/:id`, `/files/*`.
 *
 * @param longestParameter characters that a parameter may have; default any number
 */
export function templateMatches(
  template: string,
  parts: readonly string[],
  longestParameter = Number.POSITIVE_INFINITY,
): boolean {
  const wanted = template.split('/').slice(1);
  const rest = wanted.at(-1) === '*';
  if (rest ? parts.length < wanted.length : parts.length !== wanted.length) return false;
  return wanted.every((part, index) => {
    const given = parts[index] ?? '';
    if (rest && index === wanted.length - 1) return true;
    if (part.includes(':')) return given !== '' && given.length <= longestParameter;
    return part === given;
  });
}

/** Whether a path fits one of the routes, but none of them with parameters as long as they may be. */
export function isOnlyTooLong(
  templates: readonly string[],
  parts: readonly string[],
  longestParameter: number,
): boolean {
  return (
    templates.some((template) => templateMatches(template, parts)) &&
    !templates.some((template) => templateMatches(template, parts, longestParameter))
  );
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
