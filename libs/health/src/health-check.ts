/** How a dependency is. `degraded`: it can be done without, or does less than it should. */
export type HealthStatus = 'up' | 'degraded' | 'down';

/** What a check found. `detail` is shown to whoever asks, so it holds no secrets. */
export interface CheckResult {
  readonly status: HealthStatus;
  readonly detail?: Readonly<Record<string, unknown>> | string;
}

/** One thing that a service depends on. */
export interface HealthCheckDefinition {
  /** As it stands in the answer: `database`, `payments`. Unique. */
  readonly name: string;
  /** Without it the service can do nothing: its own database. A critical check that is down makes the service unready. */
  readonly critical: boolean;
  /** Looks. Throwing means `down`; the signal aborts once the time is up and must end what the check began. */
  readonly check: (signal: AbortSignal) => Promise<CheckResult> | CheckResult;
  /** Time after which the check counts as down, ms, 1 to 60 000. Default 1 000. */
  readonly timeoutMs?: number;
  /** How long a result is answered again without a new look, ms, 0 to 60 000. Default 1 000. */
  readonly cacheMs?: number;
}

/** A result as it stands in the answer of `/health`. */
export interface CheckReport extends Readonly<Record<string, unknown>> {
  readonly status: HealthStatus;
  readonly critical: boolean;
  /** How long the look took, ms. */
  readonly latency_ms: number;
}
