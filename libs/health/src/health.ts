import { Inject, Injectable } from '@nestjs/common';
import { HealthIndicatorService } from '@nestjs/terminus';
import type { CheckReport } from './health-check.js';
import { HealthProbe } from './health-probe.js';
import { ServiceUnhealthyError } from './health.errors.js';
import { HEALTH_OPTIONS } from './tokens.js';
import type { CheckedHealthOptions } from './health-options.js';

type Reports = Readonly<Record<string, CheckReport>>;

/** The state of a service, in the words of terminus. */
export interface HealthReport {
  readonly status: 'ok' | 'degraded';
  /** What works, at least in part. */
  readonly info: Reports;
  /** What is down; nothing critical, or there would be no report. */
  readonly error: Reports;
  readonly details: Reports;
}

/** Looks at what the service depends on. */
@Injectable()
export class Health {
  readonly #probes: readonly HealthProbe[];

  constructor(
    @Inject(HEALTH_OPTIONS) options: CheckedHealthOptions,
    @Inject(HealthIndicatorService) indicators: HealthIndicatorService,
  ) {
    this.#probes = options.checks.map((check) => new HealthProbe(check, indicators));
  }

  /** Everything that the service depends on. */
  deep(): Promise<HealthReport> {
    return report(this.#probes);
  }

  /** Only what the service can do nothing without. */
  ready(): Promise<HealthReport> {
    return report(this.#probes.filter(({ definition }) => definition.critical));
  }
}

/** @throws ServiceUnhealthyError when something critical is down */
async function report(probes: readonly HealthProbe[]): Promise<HealthReport> {
  const found = await Promise.all(
    probes.map(async (probe): Promise<[string, CheckReport]> => [
      probe.definition.name,
      await probe.report(),
    ]),
  );
  const details = Object.fromEntries(found);
  const fatal = found.filter(([, { status, critical }]) => critical && status === 'down');
  if (fatal.length > 0)
    throw new ServiceUnhealthyError(
      fatal.map(([name]) => name),
      details,
    );
  const isDown = ([, { status }]: [string, CheckReport]) => status === 'down';
  return {
    status: found.some(([, { status }]) => status !== 'up') ? 'degraded' : 'ok',
    info: Object.fromEntries(found.filter((entry) => !isDown(entry))),
    error: Object.fromEntries(found.filter(isDown)),
    details,
  };
}
