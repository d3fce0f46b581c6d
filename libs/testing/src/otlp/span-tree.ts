import type { CollectedSpan } from './collected-span.js';

/**
 * A trace as lines of text, children below their parents, indented by two blanks: `orders server POST /orders error`.
 *
 * @param describe the text of one span, if another is wanted
 */
export function spanTree(
  spans: readonly CollectedSpan[],
  describe: (span: CollectedSpan) => string = describeSpan,
): string[] {
  const ids = new Set(spans.map(({ spanId }) => spanId));
  const roots = spans.filter(({ parentSpanId }) => parentSpanId === undefined || !ids.has(parentSpanId));
  const lines = (span: CollectedSpan, depth: number): string[] => [
    '  '.repeat(depth) + describe(span),
    ...spans
      .filter(({ parentSpanId }) => parentSpanId === span.spanId)
      .flatMap((child) => lines(child, depth + 1)),
  ];
  return roots.flatMap((root) => lines(root, 0));
}

function describeSpan({ service, kind, name, status }: CollectedSpan): string {
  return `${service} ${kind} ${name}${status === 'unset' ? '' : ` ${status}`}`;
}
