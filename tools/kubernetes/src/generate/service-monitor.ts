import type { Manifest } from '../kustomize/resource.js';

interface ScrapeJob {
  readonly job_name: string;
}

/** What of Prometheus' own configuration is taken over. */
export interface PrometheusConfiguration {
  readonly global: { readonly scrape_interval: string; readonly scrape_timeout: string };
  readonly scrape_configs: readonly ScrapeJob[];
}

/** The job whose targets are the services. Alerts name it. */
const JOB = 'services';

/**
 * Has the services asked as often as in compose, under the same job and labels, so that the same rules and the same
 * dashboards hold.
 *
 * @throws Error when the configuration has no such job
 */
export function serviceMonitor({ global, scrape_configs: jobs }: PrometheusConfiguration): Manifest {
  if (!jobs.some(({ job_name: name }) => name === JOB)) {
    throw new Error(
      `prometheus.yml has no job ${JOB}: ${jobs.map(({ job_name: name }) => name).join(', ')}.`,
    );
  }
  const fromPod = (label: string, targetLabel: string) => ({
    sourceLabels: [`__meta_kubernetes_pod_label_${label}`],
    targetLabel,
  });
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata: { name: 'services' },
    spec: {
      selector: {
        matchLabels: { 'app.kubernetes.io/part-of': 'baluarte', 'app.kubernetes.io/component': 'service' },
      },
      endpoints: [
        {
          port: 'http',
          path: '/metrics',
          interval: global.scrape_interval,
          scrapeTimeout: global.scrape_timeout,
          relabelings: [
            { targetLabel: 'job', replacement: JOB },
            fromPod('app_kubernetes_io_name', 'service'),
            fromPod('app_kubernetes_io_version', 'service_version'),
            { sourceLabels: ['__meta_kubernetes_namespace'], targetLabel: 'deployment_environment_name' },
          ],
        },
      ],
    },
  };
}
