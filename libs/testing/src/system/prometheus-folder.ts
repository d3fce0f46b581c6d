import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What is scraped: an address and the service it is. */
export interface ScrapeTarget {
  readonly address: string;
  readonly service: string;
}

/** What a Prometheus of its own looks at, how often, and where its settings are to be. */
export interface PrometheusFolder {
  /** Gets `prometheus.yml` and `rules`. */
  readonly folder: string;
  /** The rules as they are deployed: `deploy/prometheus/rules`. */
  readonly rules: string;
  readonly targets: readonly ScrapeTarget[];
  /** The label `deployment_environment_name`. */
  readonly environment: string;
  readonly scrapeEverySeconds: number;
  /** How often every rule has its turn; the files themselves let some wait half a minute. */
  readonly evaluateEverySeconds: number;
}

/**
 * Writes what Prometheus needs to look at a system of this machine, with the labels of deploy/compose/prometheus.
 *
 * @returns the file to name as `--config.file`
 */
export function writePrometheusFolder(settings: PrometheusFolder): string {
  const { folder, rules, evaluateEverySeconds } = settings;
  const ownRules = join(folder, 'rules');
  rmSync(ownRules, { recursive: true, force: true });
  mkdirSync(ownRules, { recursive: true });
  for (const name of readdirSync(rules).filter((file) => file.endsWith('.yml'))) {
    const text = readFileSync(join(rules, name), 'utf8');
    writeFileSync(
      join(ownRules, name),
      text.replace(/^( +)interval: .*$/gm, `$1interval: ${evaluateEverySeconds}s`),
    );
  }
  const file = join(folder, 'prometheus.yml');
  writeFileSync(file, JSON.stringify(configuration(settings), undefined, 2));
  return file;
}

function configuration(settings: PrometheusFolder): object {
  const { targets, environment, scrapeEverySeconds, evaluateEverySeconds } = settings;
  const scrape = `${scrapeEverySeconds}s`;
  const static_configs = targets.map(({ address, service }) => ({
    targets: [address],
    labels: { service, service_version: '0.1.0', deployment_environment_name: environment },
  }));
  return {
    global: {
      scrape_interval: scrape,
      scrape_timeout: scrape,
      evaluation_interval: `${evaluateEverySeconds}s`,
    },
    storage: { exemplars: { max_exemplars: 20_000 } },
    rule_files: ['rules/*.yml'],
    scrape_configs: [{ job_name: 'services', static_configs }],
  };
}
