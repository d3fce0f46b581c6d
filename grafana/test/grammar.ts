import { parser as logql } from '@grafana/lezer-logql';
import { parser as traceql } from '@grafana/lezer-traceql';
import type { SyntaxNodeRef } from '@lezer/common';
import type { LRParser } from '@lezer/lr';
import { parser as promql } from '@prometheus-io/lezer-promql';

/** The grammars that Grafana's own query editors use. */
export const GRAMMARS = { prometheus: promql, loki: logql, tempo: traceql } as const;

/** What the grammar of a language cannot read in a query. */
export function syntaxErrors(parser: LRParser, query: string): string[] {
  const errors: string[] = [];
  parser.parse(query).iterate({
    enter: ({ type, from, to }: SyntaxNodeRef) => {
      if (type.isError) errors.push(`at ${from}: ${query.slice(from, Math.max(to, from + 20))}`);
    },
  });
  return errors;
}

/** A metric that a query asks for, with the labels it names of it. */
export interface Selector {
  readonly metric: string;
  readonly labels: readonly string[];
}

/** The metrics of a PromQL query, each with the labels of its matchers. */
export function selectorsIn(query: string): Selector[] {
  const found: Selector[] = [];
  promql.parse(query).iterate({
    enter: ({ name, node }) => {
      if (name !== 'VectorSelector') return;
      const identifier = node.getChild('Identifier');
      const labels: string[] = [];
      node.cursor().iterate((inner) => {
        if (inner.name === 'LabelName') labels.push(query.slice(inner.from, inner.to));
      });
      found.push({ metric: identifier ? query.slice(identifier.from, identifier.to) : '', labels });
    },
  });
  return found;
}

/** The labels by which a PromQL query groups or joins. */
export function groupingLabelsIn(query: string): string[] {
  const labels: string[] = [];
  promql.parse(query).iterate({
    enter: ({ name, node }) => {
      if (name !== 'GroupingLabels') return;
      for (const label of node.getChildren('LabelName')) labels.push(query.slice(label.from, label.to));
    },
  });
  return labels;
}
