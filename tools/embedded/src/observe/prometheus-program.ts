import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { PlainLine } from '../logs/program-log.js';
import { isReady } from '../processes/http-readiness.js';
import type { Program } from '../processes/program.js';
import { addressOf, type Addressing } from '../service-environment.js';
import { HOST } from '../topology.js';

/** The name of Prometheus on the PATH, in logs and messages. */
export const PROMETHEUS = 'prometheus';

/** Its usual port. */
export const PROMETHEUS_PORT = 9090;

/** Where Prometheus is and what it looks at. */
export interface PrometheusOptions {
  /** The folder of this system; settings and data are in its sub-folder `prometheus`. */
  readonly home: string;
  /** The file that runs it. */
  readonly command: string;
  readonly addressing: Omit<Addressing, 'route'>;
}

/** Prometheus with the rules of deploy/prometheus, as a program to be kept up. */
export function prometheusProgram({ home, command, addressing }: PrometheusOptions): Program {
  const folder = folderIn(home);
  const port = PROMETHEUS_PORT + addressing.portOffset;
  const targets = addressing.services.map(({ name, shortName }) => {
    const own = addressOf(shortName, addressing);
    return { service: name, address: `${own.host}:${own.port}` };
  });
  return {
    name: PROMETHEUS,
    command,
    args: [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      '--storage.tsdb.retention.size=512MB',
      `--web.listen-address=${HOST}:${port}`,
      '--enable-feature=exemplar-storage',
    ],
    options: { env: {} },
    port,
    startTimeoutMs: 30_000,
    stopPlan: { gentle: 'SIGTERM', graceMs: 10_000, forced: 'SIGKILL' },
    prepare: async () => {
      // Loaded here, because a start without Prometheus has no need of it and it is large.
      const { writePrometheusSettings } = await import('./write-prometheus-settings.js');
      writePrometheusSettings(folder, targets);
    },
    isReady: (signal) => isReady(`http://${HOST}:${port}/-/ready`, signal),
  };
}

/** Removes everything it has measured. */
export function wipePrometheus(home: string): void {
  rmSync(folderIn(home), { recursive: true, force: true });
}

/** `level=error` of old ones, `level=ERROR` of new ones; a crash is plain text and reported by its exit. */
export const prometheusLine: PlainLine = (line) => ({
  level: /\blevel=error\b/i.test(line) ? 'error' : 'info',
  msg: line,
});

const folderIn = (home: string): string => join(home, 'prometheus');
