import { processEnvironment } from '@baluarte/config';
import { isTracingWanted } from './span-exporter.js';
import { NO_TELEMETRY, runningTelemetry, setRunningTelemetry, type Telemetry } from './telemetry.js';

export interface TelemetryOptions {
  /** `service.name`, unless `OTEL_SERVICE_NAME` says otherwise. */
  readonly serviceName: string;
  /** `service.version`. */
  readonly version: string;
}

/**
 * Starts tracing, if `OTEL_EXPORTER_OTLP_ENDPOINT` or one of its kin names a collector; without one
 * it does nothing, and nothing of the SDK is loaded. Call it before the modules are imported that
 * are to be traced, `pg` above all: in `main.ts`, then import the application with `await import()`.
 *
 * @throws TypeError when a variable of `OTEL_*` that it reads means nothing
 */
export async function startTelemetry(options: TelemetryOptions): Promise<Telemetry> {
  const environment = processEnvironment();
  if (runningTelemetry().isOn) return runningTelemetry();
  if (!isTracingWanted(environment)) return NO_TELEMETRY;
  const { startSdk } = await import('./start-sdk.js');
  const telemetry = await startSdk(options, environment);
  setRunningTelemetry(telemetry);
  return telemetry;
}
