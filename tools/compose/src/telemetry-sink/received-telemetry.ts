/** A span or a line of a log, as far as a check looks at it. */
export interface ReceivedSignal {
  readonly signal: 'span' | 'log';
  readonly trace_id: string;
  /** The name of the span, or the line. */
  readonly text: string;
  /** The attributes of the resource that are text. */
  readonly resource: Readonly<Record<string, string>>;
}

interface Attribute {
  readonly key: string;
  readonly value: { readonly stringValue?: string };
}
interface Resource {
  readonly resource?: { readonly attributes?: readonly Attribute[] };
}
interface TracesRequest {
  readonly resourceSpans?: readonly (Resource & {
    readonly scopeSpans?: readonly { readonly spans?: readonly { traceId?: string; name?: string }[] }[];
  })[];
}
interface LogsRequest {
  readonly resourceLogs?: readonly (Resource & {
    readonly scopeLogs?: readonly {
      readonly logRecords?: readonly { traceId?: string; body?: { stringValue?: string } }[];
    }[];
  })[];
}

/** What was received, the oldest forgotten first. */
export class ReceivedTelemetry {
  readonly #limit: number;
  #kept: ReceivedSignal[] = [];

  /** @param limit how many signals are kept, at least 1 */
  constructor(limit: number) {
    this.#limit = limit;
  }

  addTraces({ resourceSpans = [] }: TracesRequest): void {
    const spans = resourceSpans.flatMap(({ resource, scopeSpans = [] }) =>
      scopeSpans
        .flatMap((scope) => scope.spans ?? [])
        .map(({ traceId = '', name = '' }): ReceivedSignal => signal('span', traceId, name, resource)),
    );
    this.#keep(spans);
  }

  addLogs({ resourceLogs = [] }: LogsRequest): void {
    const lines = resourceLogs.flatMap(({ resource, scopeLogs = [] }) =>
      scopeLogs
        .flatMap((scope) => scope.logRecords ?? [])
        .map(({ traceId = '', body }): ReceivedSignal =>
          signal('log', traceId, body?.stringValue ?? '', resource),
        ),
    );
    this.#keep(lines);
  }

  /** @param traceId whose signals are wanted; all of them without one */
  list(traceId?: string): readonly ReceivedSignal[] {
    return traceId === undefined ? this.#kept : this.#kept.filter(({ trace_id }) => trace_id === traceId);
  }

  #keep(signals: readonly ReceivedSignal[]): void {
    this.#kept = [...this.#kept, ...signals].slice(-this.#limit);
  }
}

function signal(
  kind: 'span' | 'log',
  trace_id: string,
  text: string,
  resource: Resource['resource'],
): ReceivedSignal {
  const attributes = resource?.attributes ?? [];
  return {
    signal: kind,
    trace_id,
    text,
    resource: Object.fromEntries(
      attributes.flatMap(({ key, value: { stringValue } }) =>
        stringValue === undefined ? [] : [[key, stringValue] as const],
      ),
    ),
  };
}
