import { fileURLToPath } from 'node:url';
import { writePrometheusFolder, type ScrapeTarget } from '@baluarte/testing';

const RULES = fileURLToPath(new URL('../../../../deploy/prometheus/rules', import.meta.url));

/** Alerts are to come while somebody waits for them: every look and every rule has its turn every two seconds. */
export function writePrometheusSettings(folder: string, targets: readonly ScrapeTarget[]): void {
  writePrometheusFolder({
    folder,
    rules: RULES,
    targets,
    environment: 'embedded',
    scrapeEverySeconds: 2,
    evaluateEverySeconds: 2,
  });
}
