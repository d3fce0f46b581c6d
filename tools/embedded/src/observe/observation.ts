import { UsageError } from '../command-line.js';
import type { PlainLine } from '../logs/program-log.js';
import type { Program } from '../processes/program.js';
import type { Addressing } from '../service-environment.js';
import { HOST } from '../topology.js';
import { installedProgram } from './installed-program.js';
import { PROMETHEUS, prometheusLine, prometheusProgram } from './prometheus-program.js';
import { traceStoreLine, traceStoreProgram, TRACE_STORE_PORT } from './trace-store-program.js';

/** A program that looks at the system, and how its lines are read. */
export interface Watcher {
  readonly program: Program;
  readonly plainLine: PlainLine;
}

/** What `--observe` adds to a run. */
export interface Observation {
  readonly traces: Watcher;
  /** Undefined when it is not installed. */
  readonly prometheus: Watcher | undefined;
}

/** What is said when there is no Prometheus. */
export const NO_PROMETHEUS =
  'Prometheus is not installed, so there are no alerts here ' +
  '(Debian: apt-get install prometheus; where that starts a server: systemctl disable --now prometheus).';

/** Everything that looks at a system whose programs are found on the PATH of `environment`. */
export function observationOf(
  home: string,
  addressing: Omit<Addressing, 'route'>,
  environment: NodeJS.ProcessEnv,
): Observation {
  const command = installedProgram(PROMETHEUS, environment['PATH']);
  return {
    traces: {
      program: traceStoreProgram(TRACE_STORE_PORT + addressing.portOffset),
      plainLine: traceStoreLine,
    },
    prometheus:
      command === undefined
        ? undefined
        : { program: prometheusProgram({ home, command, addressing }), plainLine: prometheusLine },
  };
}

/** The variables that lead the traces of a service here, soon after they end. */
export function tracingEnvironment(
  { traces }: Observation,
  environment: NodeJS.ProcessEnv,
): Record<string, string> {
  return {
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://${HOST}:${traces.program.port}`,
    OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/protobuf',
    OTEL_BSP_SCHEDULE_DELAY: environment['OTEL_BSP_SCHEDULE_DELAY'] ?? '500',
  };
}

const ENDPOINTS = ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'];

/**
 * Traces go to one place.
 *
 * @throws {UsageError} when the environment has them sent elsewhere
 */
export function requireNoCollector(environment: NodeJS.ProcessEnv): void {
  const name = ENDPOINTS.find((endpoint) => environment[endpoint]?.trim());
  if (name === undefined) return;
  throw new UsageError(
    `--observe keeps the traces here, and ${name} sends them to ${environment[name]}: ` +
      'unset it, or start without --observe.',
  );
}
