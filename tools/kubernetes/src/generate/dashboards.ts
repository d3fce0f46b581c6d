import type { Manifest } from '../kustomize/resource.js';

/** A dashboard, by the path of its file below the folder of all. */
export interface DashboardFile {
  readonly path: string;
  readonly text: string;
}

/** The API server takes no more in one ConfigMap. */
const LARGEST_BYTES = 1_048_576;

/**
 * A ConfigMap for each dashboard, labelled for the sidecar that Grafana's chart brings; the folder in Grafana is that
 * of the file.
 *
 * @throws Error for a dashboard that is no JSON, or more than a ConfigMap can hold
 */
export function dashboards(files: readonly DashboardFile[]): Manifest[] {
  return files.map(({ path, text }) => {
    const steps = path.split('/');
    const folder = steps.slice(0, -1).join('/');
    const json = JSON.stringify(JSON.parse(text));
    const bytes = Buffer.byteLength(json);
    if (bytes > LARGEST_BYTES) {
      throw new Error(`${path} has ${bytes} bytes; a ConfigMap holds ${LARGEST_BYTES}. Split the dashboard.`);
    }
    return {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: ['dashboard', ...steps]
          .join('-')
          .replace(/\.json$/, '')
          .toLowerCase(),
        labels: { grafana_dashboard: '1' },
        ...(folder !== '' && { annotations: { grafana_folder: folder } }),
      },
      data: { [steps.at(-1) ?? path]: json },
    };
  });
}
