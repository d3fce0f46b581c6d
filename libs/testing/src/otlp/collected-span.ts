import type { AnyValue, KeyValue, TraceRequest, WireSpan } from './trace-service.js';

const KINDS = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'] as const;
const STATUSES = ['unset', 'ok', 'error'] as const;

/** A span as a test wants to look at it. */
export interface CollectedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly traceState: string | undefined;
  readonly name: string;
  readonly kind: (typeof KINDS)[number];
  readonly service: string;
  /** Everything that the exporting process said of itself. */
  readonly resource: Attributes;
  readonly scope: string;
  readonly status: (typeof STATUSES)[number];
  readonly attributes: Attributes;
  readonly events: readonly { readonly name: string; readonly attributes: Attributes }[];
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  /** When it began, in milliseconds since 1970, with fractions. */
  readonly startMs: number;
  readonly durationMs: number;
}

export type Attributes = Readonly<Record<string, unknown>>;

/** Whether a span is a statement of a database. */
export const isQuery = ({ scope }: CollectedSpan): boolean => scope.includes('instrumentation-pg');

/** Every span of a request. */
export function collectedSpans(request: TraceRequest): CollectedSpan[] {
  return (request.resourceSpans ?? []).flatMap(({ resource, scopeSpans }) => {
    const attributes = attributesOf(resource?.attributes);
    return (scopeSpans ?? []).flatMap(({ scope, spans }) =>
      (spans ?? []).map((span) => collected(span, attributes, scope?.name ?? '')),
    );
  });
}

function collected(span: WireSpan, resource: Attributes, scope: string): CollectedSpan {
  const parent = hex(span.parentSpanId ?? '');
  return {
    traceId: hex(span.traceId),
    spanId: hex(span.spanId),
    parentSpanId: parent === '' ? undefined : parent,
    traceState: span.traceState === '' ? undefined : span.traceState,
    name: span.name,
    kind: KINDS[span.kind ?? 0] ?? 'unspecified',
    service: String(resource['service.name']),
    resource,
    scope,
    status: STATUSES[span.status?.code ?? 0] ?? 'unset',
    attributes: attributesOf(span.attributes),
    events: (span.events ?? []).map((event) => ({
      name: event.name,
      attributes: attributesOf(event.attributes),
    })),
    links: (span.links ?? []).map((link) => ({ traceId: hex(link.traceId), spanId: hex(link.spanId) })),
    startMs: Number(span.startTimeUnixNano ?? 0) / 1e6,
    durationMs: Number(BigInt(span.endTimeUnixNano ?? 0) - BigInt(span.startTimeUnixNano ?? 0)) / 1e6,
  };
}

/** JSON carries ids as hex, protobuf as bytes. */
function hex(id: string | readonly number[]): string {
  return typeof id === 'string' ? id.toLowerCase() : Buffer.from(id).toString('hex');
}

function attributesOf(list: readonly KeyValue[] = []): Attributes {
  return Object.fromEntries(list.map(({ key, value }) => [key, plain(value)]));
}

function plain(value: AnyValue = {}): unknown {
  if (value.intValue !== undefined) return Number(value.intValue);
  if (value.arrayValue) return (value.arrayValue.values ?? []).map(plain);
  if (value.kvlistValue) return attributesOf(value.kvlistValue.values);
  return value.stringValue ?? value.boolValue ?? value.doubleValue;
}
