import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { StartOptions } from './command-line.js';
import type { Terminal } from './logs/terminal.js';
import type { Machine } from './machine.js';
import { Supervisor } from './processes/supervisor.js';
import { proxiedEdges, routeThrough } from './fault-proxy/proxied-edges.js';
import {
  NO_PROMETHEUS,
  observationOf,
  requireNoCollector,
  tracingEnvironment,
} from './observe/observation.js';
import { readyMessage } from './ready-message.js';
import { Reporter } from './reporter.js';
import { RunLock } from './run-lock.js';
import type { Addressing } from './service-environment.js';
import type { StopRequest } from './stop-request.js';
import { System } from './system.js';
import { directRoute, type ServiceNode } from './topology.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** What is run. */
export interface Workload {
  readonly services: readonly ServiceNode[];
  /** The file that runs a service; its folder's parent is the working directory. */
  readonly entryOf: (service: ServiceNode) => string;
  /** How long a service may take to become ready, in ms. Default 30 000. */
  readonly startTimeoutMs?: number;
}

/** What a run needs beside its options. */
export interface Surroundings {
  readonly environment: NodeJS.ProcessEnv;
  readonly workload: Workload;
  readonly stop: StopRequest;
  readonly terminal: Terminal;
  readonly machine: Machine;
}

/**
 * Runs the system until it is asked to stop; whatever happens, nothing of it is left when this returns.
 *
 * @throws what ended it, unless that was a request to stop; `UsageError` when the options do not fit the environment.
 */
export async function run(options: StartOptions, surroundings: Surroundings): Promise<void> {
  const { terminal, machine, environment } = surroundings;
  if (options.observe) requireNoCollector(environment);
  const home = resolve(ROOT, options.home ?? '.baluarte');
  const leftBehind: string[] = [];
  const lock = await RunLock.acquire(home, ({ name, pid }) => leftBehind.push(`${name} (process ${pid})`));
  const reporter = new Reporter(home, terminal, machine);
  try {
    if (leftBehind.length > 0)
      reporter.report(`ended what a killed copy had left behind: ${leftBehind.join(', ')}`);
    await runLocked({ ...options, home }, surroundings, reporter, lock);
  } finally {
    await reporter.close();
    lock.release();
  }
}

async function runLocked(
  options: StartOptions & { readonly home: string },
  { environment, workload, stop, terminal, machine }: Surroundings,
  { report }: Reporter,
  lock: RunLock,
): Promise<void> {
  const supervisor = new Supervisor({
    machine,
    forced: stop.forced,
    report,
    onLaunch: ({ name, stopPlan }, { pid }) => lock.note({ name, pid, ...stopPlan }),
  });
  const { services, ...rest } = workload;
  const { noProxies, observe, home } = options;
  const { addressing, proxies } = wiring(services, options);
  const observation = observe ? observationOf(home, addressing, environment) : undefined;
  const system = new System({
    ...options,
    ...rest,
    addressing,
    proxies,
    observation,
    environment: { ...environment, ...(observation && tracingEnvironment(observation, environment)) },
    terminal,
    machine,
    supervisor,
    report,
  });
  if (observation && !observation.prometheus) report(NO_PROMETHEUS);
  stop.forced.addEventListener('abort', () => report('asked again: not waiting for anything any longer'));
  try {
    await Promise.race([system.start(), aborted(stop.stopping), supervisor.failed]);
    if (!stop.stopping.aborted) terminal.print(readyMessage({ ...addressing, noProxies, home, observation }));
    await Promise.race([aborted(stop.stopping), supervisor.failed]);
    report('stopping');
  } finally {
    await system.stop();
  }
  report('stopped');
}

/** Who listens where, and what stands between them. */
function wiring(services: readonly ServiceNode[], { portOffset, noProxies }: StartOptions) {
  const proxies = noProxies ? [] : proxiedEdges({ services, portOffset });
  const route = noProxies ? directRoute : routeThrough(proxies);
  const addressing: Addressing = { services, portOffset, route };
  return { addressing, proxies };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolveAborted) => {
    if (signal.aborted) resolveAborted();
    else signal.addEventListener('abort', () => resolveAborted(), { once: true });
  });
}
