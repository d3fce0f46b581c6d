export interface UndiciTransportOptions {
  /** Connections to one origin at most, 1..10 000; further calls wait for one. Default 50 */
  readonly connections?: number;
  /** How long a connection may take to open, TLS included, 1..600 000 ms. Default 500 */
  readonly connectTimeoutMs?: number;
  /**
   * How long the headers of an answer may take once the request is sent, 0..600 000 ms; default 0: no limit.
   * undici looks every half second, so that it may take up to a second longer.
   */
  readonly headersTimeoutMs?: number;
  /**
   * How long an answer may pause between two pieces of its body, 0..600 000 ms; default 0: no limit.
   * undici looks every half second, so that it may take up to a second longer.
   */
  readonly bodyTimeoutMs?: number;
  /**
   * How long an unused connection is kept when the server does not say so itself, 1..600 000 ms; default 4 000.
   * It has to be shorter than the server's own limit, or calls meet connections that are just being closed.
   */
  readonly keepAliveTimeoutMs?: number;
}

interface Bound {
  readonly from: number;
  readonly to: number;
  readonly preset: number;
}

const BOUNDS: Readonly<Record<keyof UndiciTransportOptions, Bound>> = {
  connections: { from: 1, to: 10_000, preset: 50 },
  connectTimeoutMs: { from: 1, to: 600_000, preset: 500 },
  headersTimeoutMs: { from: 0, to: 600_000, preset: 0 },
  bodyTimeoutMs: { from: 0, to: 600_000, preset: 0 },
  keepAliveTimeoutMs: { from: 1, to: 600_000, preset: 4_000 },
};

/** @throws RangeError that lists every unknown or impossible option */
export function transportOptions(given: UndiciTransportOptions = {}): Required<UndiciTransportOptions> {
  const values = new Map<string, unknown>(Object.entries(given));
  const mistakes = [...values.keys()]
    .filter((name) => !Object.hasOwn(BOUNDS, name))
    .map((name) => `${name} is no option (known: ${Object.keys(BOUNDS).join(', ')})`);
  const options = Object.entries(BOUNDS).map(([name, { from, to, preset }]) => {
    const value = values.get(name) ?? preset;
    if (!Number.isInteger(value) || Number(value) < from || Number(value) > to) {
      mistakes.push(`${name} must be a whole number from ${from} to ${to}, and is ${String(value)}`);
    }
    return [name, value] as const;
  });
  if (mistakes.length > 0) throw new RangeError(`The transport cannot be built: ${mistakes.join('; ')}.`);
  return Object.fromEntries(options) as unknown as Required<UndiciTransportOptions>;
}
