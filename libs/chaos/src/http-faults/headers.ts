/** RFC 9110 §7.6.1, but for Transfer-Encoding and Trailer, which say how the body that follows is framed. */
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'proxy-connection', 'te', 'upgrade']);

/** A name and a value, as they were written. */
export type HeaderPair = [name: string, value: string];

/** The pairs of Node's `rawHeaders`. */
export function headerPairs(rawHeaders: readonly string[]): HeaderPair[] {
  const pairs: HeaderPair[] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2)
    pairs.push([rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '']);
  return pairs;
}

/**
 * What goes on to the next hop, in the same order and spelling, without those that are of one hop.
 *
 * @param dropped names in lower case that do not go on either
 */
export function endToEndHeaders(rawHeaders: readonly string[], ...dropped: readonly string[]): HeaderPair[] {
  const pairs = headerPairs(rawHeaders);
  const named = pairs
    .filter(([name]) => name.toLowerCase() === 'connection')
    .flatMap(([, value]) =>
      value
        .toLowerCase()
        .split(',')
        .map((token) => token.trim()),
    );
  const stays = new Set([...HOP_BY_HOP, ...named, ...dropped]);
  return pairs.filter(([name]) => !stays.has(name.toLowerCase()));
}
