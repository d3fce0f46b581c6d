interface Attribute {
  readonly key: string;
  readonly value: { readonly stringValue?: string };
}

/** The part that is used of what an exporter sends to `/v1/logs` as JSON. */
export interface LogsRequest {
  readonly resourceLogs: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeLogs: readonly {
      readonly logRecords: readonly {
        readonly body: { readonly stringValue: string };
        readonly severityText?: string;
        readonly traceId?: string;
        readonly spanId?: string;
        readonly attributes?: readonly Attribute[];
      }[];
    }[];
  }[];
}

/** One log record, as a collector sees it. */
export interface CollectedLog {
  readonly service: string;
  readonly body: string;
  readonly level: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export function collectedLogs({ resourceLogs }: LogsRequest): CollectedLog[] {
  return resourceLogs.flatMap(({ resource, scopeLogs }) =>
    scopeLogs.flatMap(({ logRecords }) =>
      logRecords.map(({ body, severityText = '', traceId = '', spanId = '', attributes = [] }) => ({
        service: textsOf(resource.attributes)['service.name'] ?? '',
        body: body.stringValue,
        level: severityText,
        traceId,
        spanId,
        attributes: textsOf(attributes),
      })),
    ),
  );
}

function textsOf(attributes: readonly Attribute[]): Record<string, string> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? '']));
}
