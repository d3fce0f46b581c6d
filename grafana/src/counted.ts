/**
 * How often a counter counted within a time. `increase` alone does not see the first time, since a series that has just
 * come into being has nothing to be compared with: then the counter itself says it.
 *
 * @param window as in PromQL, `5m` or `$__range`
 */
export const counted = (counter: string, window: string): string =>
  `(((${counter}) unless (${counter} offset ${window})) or increase(${counter}[${window}]))`;
