import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import { DataqueryBuilder as LokiQuery } from '@grafana/grafana-foundation-sdk/loki';
import { DataqueryBuilder as PromQuery, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { DataqueryBuilder as TempoQuery, SearchTableType } from '@grafana/grafana-foundation-sdk/tempo';
import { LOKI, PROMETHEUS, TEMPO } from './data-sources.js';

/** A query that still has no letter; the panel gives it one. */
export type Query = (refId: string) => Builder<Dataquery>;

/** PromQL over time. @param legend what a series is called, `{{label}}` for the value of a label */
export const over =
  (expr: string, legend: string): Query =>
  (refId) =>
    new PromQuery().refId(refId).datasource(PROMETHEUS).expr(expr).legendFormat(legend).range();

/** PromQL over time with its exemplars: the points that lead to a trace. */
export const withExemplars =
  (expr: string, legend: string): Query =>
  (refId) =>
    new PromQuery()
      .refId(refId)
      .datasource(PROMETHEUS)
      .expr(expr)
      .legendFormat(legend)
      .range()
      .exemplar(true);

/** PromQL of a histogram's buckets, for a heatmap. */
export const buckets =
  (expr: string): Query =>
  (refId) =>
    new PromQuery()
      .refId(refId)
      .datasource(PROMETHEUS)
      .expr(expr)
      .legendFormat('{{le}}')
      .format(PromQueryFormat.Heatmap)
      .range()
      .exemplar(true);

/** PromQL of this moment, one value a series. */
export const now =
  (expr: string, legend = ''): Query =>
  (refId) =>
    new PromQuery().refId(refId).datasource(PROMETHEUS).expr(expr).legendFormat(legend).instant();

/** PromQL of this moment, one row a series, a column for each label. */
export const rowsOf =
  (expr: string): Query =>
  (refId) =>
    new PromQuery().refId(refId).datasource(PROMETHEUS).expr(expr).format(PromQueryFormat.Table).instant();

/** LogQL that finds lines. */
export const lines =
  (expr: string): Query =>
  (refId) =>
    new LokiQuery().refId(refId).datasource(LOKI).expr(expr).queryType('range').maxLines(200);

/** LogQL that counts lines over time. */
export const linesOver =
  (expr: string, legend: string): Query =>
  (refId) =>
    new LokiQuery().refId(refId).datasource(LOKI).expr(expr).legendFormat(legend).queryType('range');

/** TraceQL that finds traces. */
export const traces =
  (query: string): Query =>
  (refId) =>
    new TempoQuery()
      .refId(refId)
      .datasource(TEMPO)
      .query(query)
      .queryType('traceql')
      .tableType(SearchTableType.Traces)
      .limit(20);

/** One trace by its id. */
export const traceById =
  (id: string): Query =>
  (refId) =>
    new TempoQuery().refId(refId).datasource(TEMPO).query(id).queryType('traceql');

/** Who calls whom, from the service graph of Tempo. */
export const callGraph = (): Query => (refId) =>
  new TempoQuery().refId(refId).datasource(TEMPO).queryType('serviceMap');
