import type { HealthCheckDefinition } from './health-check.js';

export interface HealthOptions {
  readonly checks: readonly HealthCheckDefinition[];
  /** How long a service that got SIGTERM goes on taking requests while it says that it is not ready, so that load balancers turn away before the door closes; ms, 0 to 60 000. Default 1 000. */
  readonly unreadyMs?: number;
  /** How long requests in flight may take to finish after that, ms, 0 to 600 000. Default 10 000. */
  readonly finishMs?: number;
}

/** Options that were checked, with every default filled in. */
export interface CheckedHealthOptions {
  readonly checks: readonly Required<HealthCheckDefinition>[];
  readonly unreadyMs: number;
  readonly finishMs: number;
}

const OPTIONS = ['checks', 'unreadyMs', 'finishMs'];
const CHECK_OPTIONS = ['name', 'critical', 'check', 'timeoutMs', 'cacheMs'];
const NAME = /^[a-z][a-z0-9_-]{0,63}$/;

/** @throws TypeError that lists every violation */
export function checkHealthOptions(options: HealthOptions): CheckedHealthOptions {
  const checked = {
    checks: options.checks.map((check) => ({ timeoutMs: 1_000, cacheMs: 1_000, ...check })),
    unreadyMs: options.unreadyMs ?? 1_000,
    finishMs: options.finishMs ?? 10_000,
  };
  const violations = [
    ...unknownKeys('', options, OPTIONS),
    ...outside('unreadyMs', checked.unreadyMs, 0, 60_000),
    ...outside('finishMs', checked.finishMs, 0, 600_000),
    ...checked.checks.flatMap(violationsOf),
    ...duplicates(checked.checks.map(({ name }) => name)),
  ];
  if (violations.length > 0) throw new TypeError(`Health options are wrong: ${violations.join('; ')}.`);
  return checked;
}

function violationsOf(check: Required<HealthCheckDefinition>): string[] {
  const where = `checks.${check.name}.`;
  return [
    ...unknownKeys(where, check, CHECK_OPTIONS),
    ...(NAME.test(check.name) ? [] : [`name ${JSON.stringify(check.name)} must match ${NAME.source}`]),
    ...outside(`${where}timeoutMs`, check.timeoutMs, 1, 60_000),
    ...outside(`${where}cacheMs`, check.cacheMs, 0, 60_000),
  ];
}

function unknownKeys(where: string, value: object, known: readonly string[]): string[] {
  return Object.keys(value)
    .filter((key) => !known.includes(key))
    .map((key) => `${where}${key} is not an option (options are ${known.join(', ')})`);
}

function outside(name: string, value: number, min: number, max: number): string[] {
  return Number.isInteger(value) && value >= min && value <= max
    ? []
    : [`${name} is ${String(value)} but must be a whole number from ${min} to ${max}`];
}

function duplicates(names: readonly string[]): string[] {
  return names
    .filter((name, index) => names.indexOf(name) !== index)
    .map((name) => `two checks are called ${name}`);
}
