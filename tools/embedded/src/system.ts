import { join } from 'node:path';
import {
  FAULT_PROXY,
  FAULT_PROXY_PORT,
  faultProxyLine,
  faultProxyProgram,
} from './fault-proxy/fault-proxy-program.js';
import type { ProxiedEdge } from './fault-proxy/proxied-edges.js';
import { LogFile } from './logs/log-file.js';
import { ProgramLog, type PlainLine } from './logs/program-log.js';
import type { Terminal } from './logs/terminal.js';
import type { Machine } from './machine.js';
import type { Observation, Watcher } from './observe/observation.js';
import { wipePrometheus } from './observe/prometheus-program.js';
import { databaseAccount } from './postgres/account.js';
import { installedBinaries } from './postgres/binaries.js';
import { ensureCluster } from './postgres/cluster.js';
import { createDatabases } from './postgres/databases.js';
import { preparePlace, wipePlace, type Place } from './postgres/place.js';
import { postgresLine, postgresProgram } from './postgres/postgres-program.js';
import { requireFreePort } from './processes/port-check.js';
import type { Program } from './processes/program.js';
import type { Supervisor } from './processes/supervisor.js';
import { addressOf, type Addressing } from './service-environment.js';
import { serviceProgram } from './service-program.js';
import { POSTGRES, type ServiceNode } from './topology.js';

/** What one run of the system is made of. */
export interface SystemOptions {
  readonly home: string;
  /** The file that runs a service. */
  readonly entryOf: (service: ServiceNode) => string;
  readonly addressing: Addressing;
  /** Empty when callers go straight to whom they call. */
  readonly proxies: readonly ProxiedEdge[];
  /** Undefined when nobody looks on. */
  readonly observation: Observation | undefined;
  readonly environment: NodeJS.ProcessEnv;
  readonly fresh: boolean;
  readonly verbose: boolean;
  /** See `ServiceProgramOptions`. */
  readonly startTimeoutMs?: number;
  readonly terminal: Terminal;
  readonly machine: Machine;
  readonly supervisor: Supervisor;
  readonly report: (text: string) => void;
}

/**
 * PostgreSQL, the fault proxy, the services and what looks at them: started in the order of their needs, stopped in
 * the reverse.
 */
export class System {
  private readonly logs: ProgramLog[] = [];
  private readonly closing = new AbortController();
  private starting: Promise<void> = Promise.resolve();

  constructor(private readonly options: SystemOptions) {}

  /** Starts everything; returns when all of it is ready, or when it is being stopped. */
  start(): Promise<void> {
    this.starting = this.startInOrder();
    return this.starting;
  }

  /** Stops everything that was started: Prometheus first, callers before those they call, PostgreSQL last. */
  async stop(): Promise<void> {
    this.closing.abort();
    for (const log of this.logs) log.mute();
    const { prometheus, traces } = this.options.observation ?? {};
    await this.stopWatcher(prometheus);
    for (const names of stopOrder(this.options.addressing.services))
      await this.options.supervisor.stop(names);
    await this.stopWatcher(traces);
    await this.options.supervisor.stop([FAULT_PROXY]);
    await this.options.supervisor.stop([POSTGRES]);
    await Promise.allSettled([this.starting]);
    await Promise.all(this.logs.map((log) => log.close()));
  }

  private async startInOrder(): Promise<void> {
    const { addressing, observation } = this.options;
    await this.requireFreePorts();
    const place = await this.preparePostgres();
    if (this.closing.signal.aborted) return;
    const { port } = addressOf(POSTGRES, addressing);
    await this.startProgram(postgresProgram(place, port), postgresLine);
    if (this.closing.signal.aborted) return;
    await createDatabases(
      place,
      port,
      addressing.services.map(({ shortName }) => shortName),
    );
    if (this.closing.signal.aborted) return;
    await Promise.all([this.startProxies(), this.startWatcher(observation?.traces)]);
    if (this.closing.signal.aborted) return;
    await Promise.all(
      addressing.services.map((service) => this.startProgram(serviceProgram(service, this.options))),
    );
    if (this.closing.signal.aborted) return;
    await this.startWatcher(observation?.prometheus);
  }

  private async startWatcher(watcher: Watcher | undefined): Promise<void> {
    if (watcher) await this.startProgram(watcher.program, watcher.plainLine);
  }

  private async stopWatcher(watcher: Watcher | undefined): Promise<void> {
    if (watcher) await this.options.supervisor.stop([watcher.program.name]);
  }

  private async startProxies(): Promise<void> {
    const { proxies, addressing } = this.options;
    if (proxies.length === 0) return;
    const program = faultProxyProgram(proxies, FAULT_PROXY_PORT + addressing.portOffset);
    await this.startProgram(program, faultProxyLine);
  }

  private async requireFreePorts(): Promise<void> {
    const { addressing, proxies, observation } = this.options;
    await requireFreePort(addressOf(POSTGRES, addressing).port, POSTGRES);
    for (const { name, shortName } of addressing.services) {
      await requireFreePort(addressOf(shortName, addressing).port, name);
    }
    if (proxies.length > 0) await requireFreePort(FAULT_PROXY_PORT + addressing.portOffset, FAULT_PROXY);
    for (const { name, listen } of proxies) await requireFreePort(listen.port, `proxy ${name}`);
    for (const watcher of [observation?.traces, observation?.prometheus])
      if (watcher) await requireFreePort(watcher.program.port, watcher.program.name);
  }

  private async preparePostgres(): Promise<Place> {
    const { home, fresh, report } = this.options;
    if (fresh) {
      wipePlace(home);
      wipePrometheus(home);
      report('wiped the database');
    }
    const place = preparePlace({ home, installed: await installedBinaries(), account: databaseAccount() });
    await ensureCluster(place, this.closing.signal);
    return place;
  }

  private startProgram(program: Program, plainLine?: PlainLine): Promise<void> {
    const { home, terminal, machine, verbose, supervisor, report } = this.options;
    const file = new LogFile(join(home, 'logs', `${program.name}.log`), {
      onError: (error) => report(`the log of ${program.name} is lost from here on: ${error.message}`),
    });
    const log = new ProgramLog({
      name: program.name,
      file,
      terminal,
      machine,
      verbose,
      ...(plainLine && { plainLine }),
    });
    this.logs.push(log);
    return supervisor.start(program, log);
  }
}

function stopOrder(services: readonly ServiceNode[]): string[][] {
  const ranks = [...new Set(services.map(({ stopRank }) => stopRank))].sort((a, b) => a - b);
  return ranks.map((rank) => services.filter(({ stopRank }) => stopRank === rank).map(({ name }) => name));
}
