import {
  isSpanContextValid,
  logs,
  ROOT_CONTEXT,
  trace,
  TraceFlags,
  type LogRecord,
} from '@opentelemetry/api';
import type { DestinationStream } from 'pino';

/** The severity numbers of the OpenTelemetry log data model, by level of pino. */
const SEVERITIES: Readonly<Record<string, number>> = {
  trace: 1,
  debug: 5,
  info: 9,
  warn: 13,
  error: 17,
  fatal: 21,
};

/** What somebody looks for by its value. */
const ATTRIBUTES = ['error_code', 'correlation_id'] as const;

type Fields = Readonly<Record<string, unknown>>;

/**
 * Hands every line to OpenTelemetry. The body is the whole line, as it stands on stdout and after every
 * redaction: stacks are long, and backends refuse records with long attributes.
 */
export function exportedLines(): DestinationStream {
  const logger = logs.getLogger('stdout');
  return {
    write: (line) => {
      logger.emit(recordOf(line.trimEnd()));
    },
  };
}

/** @param line one JSON object, as pino writes it */
export function recordOf(line: string): LogRecord {
  const fields = JSON.parse(line) as Fields;
  const level = textIn(fields, 'level') ?? 'info';
  const position = {
    traceId: textIn(fields, 'trace_id') ?? '',
    spanId: textIn(fields, 'span_id') ?? '',
    traceFlags: TraceFlags.SAMPLED,
  };
  return {
    timestamp: new Date(textIn(fields, 'time') ?? 0),
    severityNumber: SEVERITIES[level] ?? SEVERITIES['info'] ?? 0,
    severityText: level,
    body: line,
    attributes: Object.fromEntries(
      ATTRIBUTES.flatMap((name) => {
        const value = textIn(fields, name);
        return value === undefined ? [] : [[name, value]];
      }),
    ),
    context: isSpanContextValid(position) ? trace.setSpanContext(ROOT_CONTEXT, position) : ROOT_CONTEXT,
  };
}

function textIn(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  return typeof value === 'string' ? value : undefined;
}
