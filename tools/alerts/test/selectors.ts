import { parser } from '@prometheus-io/lezer-promql';
import type { SyntaxNode } from '@lezer/common';

/** What an expression reads: a metric, and the labels that it is picked by. */
export interface Selector {
  readonly metric: string;
  readonly labels: readonly string[];
}

/** Every selector of an expression in PromQL. @throws SyntaxError that shows the place, when it is none */
export function selectorsOf(expression: string): Selector[] {
  const found: Selector[] = [];
  parser.parse(expression).iterate({
    enter({ name, node, type }) {
      if (type.isError) throw new SyntaxError(`No PromQL at "${expression.slice(node.from)}".`);
      if (name === 'VectorSelector') found.push(selectorAt(node, expression));
    },
  });
  return found;
}

function selectorAt(node: SyntaxNode, expression: string): Selector {
  const textOf = ({ from, to }: SyntaxNode) => expression.slice(from, to);
  const name = node.getChild('Identifier');
  if (name === null) throw new SyntaxError(`"${textOf(node)}" names no metric.`);
  const matchers = node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? [];
  const labels = matchers.flatMap((matcher) => matcher.getChildren('LabelName')).map(textOf);
  return { metric: textOf(name), labels };
}
