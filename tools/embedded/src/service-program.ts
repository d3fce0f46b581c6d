import { dirname } from 'node:path';
import { isReady } from './processes/http-readiness.js';
import type { Program } from './processes/program.js';
import { addressOf, serviceEnvironment, type Addressing } from './service-environment.js';
import type { ServiceNode } from './topology.js';

/** Enough for each service under load, and all of them together stay far below 1 GB. */
const NODE_FLAGS = ['--enable-source-maps', '--max-old-space-size=160', '--max-semi-space-size=8'];

/** Where the built services are and what they inherit. */
export interface ServiceProgramOptions {
  /** The file that runs a service. */
  readonly entryOf: (service: ServiceNode) => string;
  readonly addressing: Addressing;
  readonly environment: NodeJS.ProcessEnv;
  /** Default 30 000. */
  readonly startTimeoutMs?: number;
}

/** A service as a program to be kept up; it is ready when it says so at `/health/ready`. */
export function serviceProgram(service: ServiceNode, options: ServiceProgramOptions): Program {
  const { entryOf, addressing, environment, startTimeoutMs = 30_000 } = options;
  const { host, port } = addressOf(service.shortName, addressing);
  const entry = entryOf(service);
  return {
    name: service.name,
    command: process.execPath,
    args: [...NODE_FLAGS, entry],
    options: {
      cwd: dirname(dirname(entry)),
      env: { NODE_ENV: 'production', ...inherited(environment), ...serviceEnvironment(service, addressing) },
    },
    port,
    startTimeoutMs,
    stopPlan: { gentle: 'SIGTERM', graceMs: 13_000, forced: 'SIGKILL' },
    isReady: (signal) => isReady(`http://${host}:${port}/health/ready`, signal),
  };
}

/** Settings like PAYMENTS_ATTEMPT_TIMEOUT_MS reach the services; what npm adds for its own scripts does not. */
function inherited(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !/^(?:npm|INIT_CWD|BALUARTE)/.test(name)),
  );
}
