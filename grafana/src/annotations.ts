import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import { AnnotationQueryBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { GRAFANA, PROMETHEUS } from './data-sources.js';

/** A mark where a series of PromQL has values. */
function marks(name: string, colour: string, expr: string, titleFormat: string): AnnotationQueryBuilder {
  return new AnnotationQueryBuilder()
    .name(name)
    .datasource(PROMETHEUS)
    .enable(true)
    .iconColor(colour)
    .expr(expr)
    .step('5s')
    .titleFormat(titleFormat);
}

/** Annotations of Grafana's own store that carry a tag; whoever makes a change or an experiment writes them there. */
function tagged(name: string, colour: string, tag: string): AnnotationQueryBuilder {
  const target: Builder<Dataquery> = {
    build: () =>
      Object.assign(
        { _implementsDataqueryVariant: () => undefined },
        { type: 'tags', tags: [tag], limit: 100 },
      ),
  };
  return new AnnotationQueryBuilder()
    .name(name)
    .datasource(GRAFANA)
    .enable(true)
    .iconColor(colour)
    .target(target);
}

/** What happened to the services: processes that started anew, and deployments and faults that somebody noted. */
export const changesOf = (services: string): AnnotationQueryBuilder[] => [
  marks(
    'Starts',
    'blue',
    `changes(process_start_time_seconds{job="services",service=~"${services}"}[20s]) > 0`,
    'started: {{service}} {{service_version}}',
  ),
  tagged('Deployments', 'blue', 'deployment'),
  tagged('Chaos', 'purple', 'chaos'),
];

/** How the system reacted: circuits that opened, alerts that fired. */
export function reactionsOf(services: string): AnnotationQueryBuilder[] {
  const open = `resilience_circuit_state{service=~"${services}"}`;
  return [
    marks(
      'Circuits opened',
      'orange',
      `${open} == 2 unless ${open} offset 5s == 2`,
      'circuit open: {{service}} to {{dependency}}',
    ),
    marks(
      'Alerts',
      'red',
      `ALERTS{alertstate="firing",service=~"${services}"}`,
      '{{alertname}}: {{service}} {{dependency}}',
    ),
  ];
}
