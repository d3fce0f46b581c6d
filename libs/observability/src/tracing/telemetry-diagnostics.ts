import type { DiagLogger } from '@opentelemetry/api';

/** Where telemetry tells of its own troubles. */
export interface TroubleLog {
  warn(fields: object, message: string): void;
}

/** Between two lines about troubles pass at least this many milliseconds: a dead collector fails every few seconds. */
const QUIET_MS = 60_000;

/** Tells the service's log that telemetry has troubles, once a minute at most. */
export class TelemetryDiagnostics implements DiagLogger {
  log: TroubleLog | undefined;
  #quietUntil = -Infinity;
  #suppressed = 0;

  constructor(private readonly now: () => number = () => performance.now()) {}

  readonly error = (message: string): void => this.tell(message);
  readonly warn = (message: string): void => this.tell(message);
  readonly info = (): void => undefined;
  readonly debug = (): void => undefined;
  readonly verbose = (): void => undefined;

  private tell(reason: string): void {
    if (this.log === undefined || this.now() < this.#quietUntil) {
      this.#suppressed += 1;
      return;
    }
    this.#quietUntil = this.now() + QUIET_MS;
    this.log.warn({ reason: reason.slice(0, 500), suppressed: this.#suppressed }, 'telemetry has trouble');
    this.#suppressed = 0;
  }
}
