import protobuf from 'protobufjs';

/**
 * The part of OpenTelemetry's protocol that carries traces (opentelemetry-proto 1.x,
 * `collector/trace/v1`). Fields that are not listed are skipped.
 */
const root = protobuf.Root.fromJSON({
  nested: {
    TraceRequest: { fields: { resourceSpans: { id: 1, rule: 'repeated', type: 'ResourceSpans' } } },
    TraceResponse: { fields: {} },
    ResourceSpans: {
      fields: {
        resource: { id: 1, type: 'Resource' },
        scopeSpans: { id: 2, rule: 'repeated', type: 'ScopeSpans' },
      },
    },
    Resource: { fields: { attributes: { id: 1, rule: 'repeated', type: 'KeyValue' } } },
    ScopeSpans: {
      fields: { scope: { id: 1, type: 'Scope' }, spans: { id: 2, rule: 'repeated', type: 'Span' } },
    },
    Scope: { fields: { name: { id: 1, type: 'string' } } },
    Span: {
      fields: {
        traceId: { id: 1, type: 'bytes' },
        spanId: { id: 2, type: 'bytes' },
        traceState: { id: 3, type: 'string' },
        parentSpanId: { id: 4, type: 'bytes' },
        name: { id: 5, type: 'string' },
        kind: { id: 6, type: 'int32' },
        startTimeUnixNano: { id: 7, type: 'fixed64' },
        endTimeUnixNano: { id: 8, type: 'fixed64' },
        attributes: { id: 9, rule: 'repeated', type: 'KeyValue' },
        events: { id: 11, rule: 'repeated', type: 'Event' },
        links: { id: 13, rule: 'repeated', type: 'Link' },
        status: { id: 15, type: 'Status' },
      },
    },
    Event: {
      fields: {
        timeUnixNano: { id: 1, type: 'fixed64' },
        name: { id: 2, type: 'string' },
        attributes: { id: 3, rule: 'repeated', type: 'KeyValue' },
      },
    },
    Link: {
      fields: {
        traceId: { id: 1, type: 'bytes' },
        spanId: { id: 2, type: 'bytes' },
        attributes: { id: 4, rule: 'repeated', type: 'KeyValue' },
      },
    },
    Status: { fields: { message: { id: 2, type: 'string' }, code: { id: 3, type: 'int32' } } },
    KeyValue: { fields: { key: { id: 1, type: 'string' }, value: { id: 2, type: 'AnyValue' } } },
    AnyValue: {
      oneofs: {
        value: {
          oneof: [
            'stringValue',
            'boolValue',
            'intValue',
            'doubleValue',
            'arrayValue',
            'kvlistValue',
            'bytesValue',
          ],
        },
      },
      fields: {
        stringValue: { id: 1, type: 'string' },
        boolValue: { id: 2, type: 'bool' },
        intValue: { id: 3, type: 'int64' },
        doubleValue: { id: 4, type: 'double' },
        arrayValue: { id: 5, type: 'ArrayValue' },
        kvlistValue: { id: 6, type: 'KeyValueList' },
        bytesValue: { id: 7, type: 'bytes' },
      },
    },
    ArrayValue: { fields: { values: { id: 1, rule: 'repeated', type: 'AnyValue' } } },
    KeyValueList: { fields: { values: { id: 1, rule: 'repeated', type: 'KeyValue' } } },
  },
});

const request = root.lookupType('TraceRequest');
const response = root.lookupType('TraceResponse');

/** A request in the JSON form of the protocol, with ids as hex. */
export interface TraceRequest {
  readonly resourceSpans?: readonly {
    readonly resource?: { readonly attributes?: readonly KeyValue[] };
    readonly scopeSpans?: readonly {
      readonly scope?: { readonly name?: string };
      readonly spans?: readonly WireSpan[];
    }[];
  }[];
}

export interface KeyValue {
  readonly key: string;
  readonly value?: AnyValue;
}

export interface AnyValue {
  readonly stringValue?: string;
  readonly boolValue?: boolean;
  readonly intValue?: string | number;
  readonly doubleValue?: number;
  readonly arrayValue?: { readonly values?: readonly AnyValue[] };
  readonly kvlistValue?: { readonly values?: readonly KeyValue[] };
}

export interface WireSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly traceState?: string;
  readonly name: string;
  readonly kind?: number;
  readonly startTimeUnixNano?: string | number;
  readonly endTimeUnixNano?: string | number;
  readonly attributes?: readonly KeyValue[];
  readonly events?: readonly { readonly name: string; readonly attributes?: readonly KeyValue[] }[];
  readonly links?: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly status?: { readonly code?: number; readonly message?: string };
}

/** Reads what an exporter sends as `application/x-protobuf` or over gRPC. */
export function decodeTraceRequest(bytes: Uint8Array): TraceRequest {
  const decoded = request.decode(bytes);
  return request.toObject(decoded, { longs: String, bytes: Array }) as TraceRequest;
}

/** The empty answer that says: all taken. */
export const TRACE_RESPONSE: Uint8Array = response.encode({}).finish();
