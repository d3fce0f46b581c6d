import type { TelemetryDiagnostics, TroubleLog } from './telemetry-diagnostics.js';

/** Tracing of this process, on or off. */
export interface Telemetry {
  readonly isOn: boolean;
  /** Whether log lines go to the collector too. */
  readonly exportsLogs: boolean;
  /** Where troubles with the collector are told. */
  tellTroublesTo(log: TroubleLog): void;
  /** Sends what is left and ends tracing; gives up after `timeoutMs`, default 2 000. Never throws. */
  shutdown(timeoutMs?: number): Promise<void>;
}

/** Tracing that was never started. */
export const NO_TELEMETRY: Telemetry = {
  isOn: false,
  exportsLogs: false,
  tellTroublesTo: () => undefined,
  shutdown: () => Promise.resolve(),
};

let running: Telemetry = NO_TELEMETRY;

/** Tracing of this process. */
export function runningTelemetry(): Telemetry {
  return running;
}

/** Remembers what `startTelemetry` has started. */
export function setRunningTelemetry(telemetry: Telemetry): void {
  running = telemetry;
}

/** Tracing by an SDK that was started. */
export class SdkTelemetry implements Telemetry {
  readonly isOn = true;
  #isOver = false;

  constructor(
    private readonly sdk: { shutdown(): Promise<void> },
    private readonly diagnostics: TelemetryDiagnostics,
    readonly exportsLogs: boolean,
  ) {}

  tellTroublesTo(log: TroubleLog): void {
    this.diagnostics.log = log;
  }

  async shutdown(timeoutMs = 2_000): Promise<void> {
    if (this.#isOver) return;
    this.#isOver = true;
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(() => {
        this.diagnostics.warn(`the collector did not take the last spans within ${timeoutMs} ms`);
        resolve();
      }, timeoutMs);
    });
    const end = this.sdk.shutdown().catch((error: unknown) => this.diagnostics.warn(String(error)));
    await Promise.race([end, patience]);
    clearTimeout(timer);
  }
}
