/** A log record of OTLP, in its JSON form. */
export interface LogRecord {
  readonly timeUnixNano: string;
  readonly severityNumber: number;
  readonly severityText: string;
  readonly body: { readonly stringValue: string };
  readonly attributes: readonly Attribute[];
  readonly traceId?: string;
  readonly spanId?: string;
}

/** An attribute of OTLP; text is all that is needed here. */
export interface Attribute {
  readonly key: string;
  readonly value: { readonly stringValue: string };
}

/** The severity numbers of the OpenTelemetry log data model, by level of pino. */
const SEVERITIES: Readonly<Record<string, number>> = {
  trace: 1,
  debug: 5,
  info: 9,
  warn: 13,
  error: 17,
  fatal: 21,
};
const NANOSECONDS = '000000';
const TRACE_ID = /^[0-9a-f]{32}$/;
const SPAN_ID = /^[0-9a-f]{16}$/;

/**
 * The record of one line of a log. The body is the whole line, as it stands on standard output: stacks
 * are long, and Loki refuses a line whose attributes exceed 64 KB. What is looked for by its value
 * is an attribute too.
 *
 * @param nowMs the time of a line that names none, in milliseconds since 1970
 */
export function logRecord(line: string, nowMs: number): LogRecord {
  const fields = fieldsOf(line);
  const level = textIn(fields, 'level') ?? 'info';
  const timeMs = Date.parse(textIn(fields, 'time') ?? '');
  const [traceId, spanId] = [textIn(fields, 'trace_id') ?? '', textIn(fields, 'span_id') ?? ''];
  return {
    timeUnixNano: `${Math.round(Number.isNaN(timeMs) ? nowMs : timeMs)}${NANOSECONDS}`,
    severityNumber: SEVERITIES[level] ?? 9,
    severityText: level,
    body: { stringValue: line },
    attributes: ['error_code', 'correlation_id'].flatMap((key) => attribute(key, textIn(fields, key))),
    ...(TRACE_ID.test(traceId) && { traceId }),
    ...(SPAN_ID.test(spanId) && { spanId }),
  };
}

/** An attribute, if it has a value. */
export function attribute(key: string, value: string | undefined): Attribute[] {
  return value === undefined || value === '' ? [] : [{ key, value: { stringValue: value } }];
}

/** What is no JSON, a message of Node for example, is a line without fields. */
function fieldsOf(line: string): Readonly<Record<string, unknown>> {
  if (!line.startsWith('{')) return {};
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

function textIn(fields: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = fields[name];
  return typeof value === 'string' ? value : undefined;
}
