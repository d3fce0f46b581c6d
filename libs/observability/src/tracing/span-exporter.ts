import type { Environment } from '@baluarte/config';
import type { SpanExporter } from '@opentelemetry/sdk-trace';

const PROTOCOLS = ['http/protobuf', 'http/json', 'grpc'];

/** Whether the environment names somebody to send traces to. */
export function isTracingWanted(environment: Environment): boolean {
  if (environment['OTEL_SDK_DISABLED']?.trim().toLowerCase() === 'true') return false;
  const exporter = environment['OTEL_TRACES_EXPORTER']?.trim();
  if (exporter === 'none') return false;
  if (exporter === 'otlp') return true;
  return ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'].some(
    (name) => (environment[name]?.trim() ?? '') !== '',
  );
}

/**
 * The exporter that `OTEL_EXPORTER_OTLP_[TRACES_]PROTOCOL` names, http/protobuf by default; it reads
 * the other `OTEL_EXPORTER_OTLP_*` variables itself.
 *
 * @throws TypeError for a protocol that there is not
 */
export async function spanExporterOf(environment: Environment): Promise<SpanExporter> {
  const protocol =
    environment['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL']?.trim() ||
    environment['OTEL_EXPORTER_OTLP_PROTOCOL']?.trim() ||
    'http/protobuf';
  switch (protocol) {
    case 'http/protobuf':
      return new (await import('@opentelemetry/exporter-trace-otlp-proto')).OTLPTraceExporter();
    case 'http/json':
      return new (await import('@opentelemetry/exporter-trace-otlp-http')).OTLPTraceExporter();
    case 'grpc':
      return new (await import('@opentelemetry/exporter-trace-otlp-grpc')).OTLPTraceExporter();
    default:
      throw new TypeError(
        `OTEL_EXPORTER_OTLP_PROTOCOL is ${JSON.stringify(protocol)}; expected one of ${PROTOCOLS.join(', ')}.`,
      );
  }
}
