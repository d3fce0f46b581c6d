/** The formats that a scrape can be answered in. */
export const OPENMETRICS = 'application/openmetrics-text; version=1.0.0; charset=utf-8';
export const PROMETHEUS_TEXT = 'text/plain; version=0.0.4; charset=utf-8';

/** Whether the `Accept` header of a scrape asks for OpenMetrics, the only format with exemplars. */
export function wantsOpenMetrics(accept: string | undefined): boolean {
  return accept?.includes('application/openmetrics-text') ?? false;
}

/**
 * The same metrics in Prometheus' text format: counters are declared under the name their samples
 * have, and exemplars and the end mark are left out.
 */
export function toPrometheusText(openMetrics: string): string {
  const counters = new Set<string>();
  for (const [, name] of openMetrics.matchAll(/^# TYPE (\S+) counter$/gm)) if (name) counters.add(name);
  return openMetrics
    .split('\n')
    .filter((line) => line !== '# EOF')
    .map((line) => (line.startsWith('#') ? declaration(line, counters) : withoutExemplar(line)))
    .join('\n');
}

function declaration(line: string, counters: ReadonlySet<string>): string {
  const [hash, keyword, name = '', ...rest] = line.split(' ');
  return counters.has(name) ? [hash, keyword, `${name}_total`, ...rest].join(' ') : line;
}

function withoutExemplar(line: string): string {
  return line.replace(/ # \{[^}]*\} \S+ \S+$/, '');
}
