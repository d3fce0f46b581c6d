/** The path of a probe or a scrape, with or without a query. */
const PROBE = /^\/(?:health(?:\/live|\/ready)?|metrics)(?:\?|$)/;

/** Whether a path is what machines ask for every few seconds: no work, and not worth a line while all is well. */
export function isProbe(path = ''): boolean {
  return PROBE.test(path);
}
