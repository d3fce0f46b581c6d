import { isQuery, spanTree, type CollectedSpan } from '@baluarte/testing';

/**
 * A trace as a tree to read, one span a line: who, what, how long, and what went wrong.
 *
 * @param withQueries shows the statements of databases too
 */
export function traceText(spans: readonly CollectedSpan[], withQueries: boolean): string {
  const shown = spans
    .filter((span) => withQueries || !isQuery(span))
    .sort((one, other) => one.startMs - other.startMs);
  return `${spanTree(shown, describe).join('\n')}\n`;
}

function describe(span: CollectedSpan): string {
  const { service, kind, name, durationMs } = span;
  const what = kind === 'internal' ? name : `${kind} ${name}`;
  return [`${service} ${what} ${durationMs.toFixed(1)} ms${outcome(span)}`, ...happenings(span)].join(' · ');
}

/** A span may name what became of it without being an error: a declined card is an answer. */
function outcome({ status, attributes }: CollectedSpan): string {
  const type = attributes['error.type'];
  return (status === 'error' ? ' ERROR' : '') + (type === undefined ? '' : ` ${String(type)}`);
}

/** What the rules for calls did, in the order in which they did it; each attempt has a span of its own. */
function happenings({ events }: CollectedSpan): string[] {
  return events.flatMap(({ name, attributes }) => {
    const of = (key: string) => String(attributes[`resilience.${key}`]);
    const call = ['dependency', 'operation']
      .flatMap((key) => attributes[`resilience.${key}`] ?? [])
      .join(' ');
    switch (name) {
      case 'resilience.rejection':
        return `${call} rejected by ${of('rejected_by')}`;
      case 'resilience.transition':
        return `circuit of ${call} ${of('circuit_from')} -> ${of('circuit_to')}: ${of('reason')}`;
      case 'resilience.fallback':
        return `${call} replaced by its fallback: ${of('reason')}`;
      case 'resilience.call':
        return `${call} failed after ${of('attempts')} ${of('attempts') === '1' ? 'attempt' : 'attempts'}`;
      default:
        return [];
    }
  });
}
