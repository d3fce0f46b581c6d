import { Logger } from '@nestjs/common';
import { HealthIndicatorService } from '@nestjs/terminus';
import type { CheckReport, HealthCheckDefinition, HealthStatus } from './health-check.js';

/**
 * Runs one check: never longer than its timeout, never twice at a time, and not again while its
 * last result is fresh, so that many probes cost no more than one. Tells the log when a status changes.
 */
export class HealthProbe {
  readonly #logger = new Logger('Health');
  #last: HealthStatus = 'up';
  #reason: unknown;

  constructor(
    readonly definition: Required<HealthCheckDefinition>,
    private readonly indicators: HealthIndicatorService,
  ) {}

  async report(): Promise<CheckReport> {
    const { name, critical, timeoutMs, cacheMs } = this.definition;
    const attempt = this.indicators
      .check(name)
      .attempt(({ signal }) => this.look(signal))
      .withTimeout(timeoutMs)
      .cacheFor(cacheMs);
    const {
      status: ran,
      responseTime,
      cachedResponse: _cached,
      found,
      ...detail
    } = (await attempt)[name] as Found;
    const status = ran === 'down' ? 'down' : (found ?? 'down');
    this.notice(status, detail);
    return { ...detail, status, critical, latency_ms: responseTime };
  }

  private async look(signal: AbortSignal): Promise<Record<string, unknown>> {
    this.#reason = undefined;
    try {
      const { status, detail } = await this.definition.check(signal);
      return { ...(typeof detail === 'string' ? { message: detail } : detail), found: status };
    } catch (error) {
      this.#reason = error;
      return { found: 'down', message: nameOf(error) };
    }
  }

  private notice(status: HealthStatus, detail: object): void {
    if (status === this.#last) return;
    this.#last = status;
    const line = {
      msg: `${this.definition.name} is ${status}`,
      check: this.definition.name,
      status,
      ...detail,
    };
    if (status === 'up') this.#logger.log(line);
    else this.#logger.warn({ ...line, ...(this.#reason !== undefined && { err: this.#reason }) });
  }
}

/** What terminus gives back of an attempt, with the status that the check itself found. */
interface Found extends Record<string, unknown> {
  readonly status: 'up' | 'down';
  readonly responseTime: number;
  readonly found?: HealthStatus;
}

/** The message of an unknown error may hold addresses or secrets; its code or name does not. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'the check failed';
  const code: unknown = (error as NodeJS.ErrnoException).code;
  return typeof code === 'string' && code !== '' ? code : error.name;
}
