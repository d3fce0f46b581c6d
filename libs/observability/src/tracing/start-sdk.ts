import type { Environment } from '@baluarte/config';
import { diag, DiagLogLevel } from '@opentelemetry/api';
import { getNodeAutoInstrumentations } from '@opentelemetry/auto-instrumentations-node';
import {
  defaultResource,
  envDetector,
  hostDetector,
  resourceFromAttributes,
  serviceInstanceIdDetector,
} from '@opentelemetry/resources';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { BatchSpanProcessor, type BatchSpanProcessorOptions } from '@opentelemetry/sdk-trace';
import { startAttemptSpans } from './attempt-spans.js';
import { CorrelationPropagator } from './correlation-propagator.js';
import { FailedTraceKeeper } from './failed-trace-keeper.js';
import { instrumentationConfiguration } from './instrumentations.js';
import { requestedIds } from './requested-trace-id.js';
import { samplerOf } from './sampler.js';
import { spanExporterOf } from './span-exporter.js';
import type { TelemetryOptions } from './start-telemetry.js';
import { SdkTelemetry, type Telemetry } from './telemetry.js';
import { TelemetryDiagnostics } from './telemetry-diagnostics.js';

/** Longer attributes are cut, unless `OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT` says otherwise. */
const ATTRIBUTE_LENGTH = 2_048;

/** Starts the SDK. Everything that waits for the collector is bounded: a queue of spans, the rest is dropped. */
export async function startSdk(options: TelemetryOptions, environment: Environment): Promise<Telemetry> {
  const diagnostics = new TelemetryDiagnostics();
  diag.setLogger(diagnostics, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
  const exporter = await spanExporterOf(environment);
  const exportsLogs = environment['OTEL_LOGS_EXPORTER']?.trim() === 'otlp';
  const sdk = new NodeSDK({
    serviceName: environment['OTEL_SERVICE_NAME']?.trim() || options.serviceName,
    resource: defaultResource().merge(resourceFromAttributes({ 'service.version': options.version })),
    resourceDetectors: [envDetector, hostDetector, serviceInstanceIdDetector],
    sampler: samplerOf(environment),
    idGenerator: requestedIds,
    textMapPropagator: new CorrelationPropagator(),
    spanProcessors: [new FailedTraceKeeper(new BatchSpanProcessor({ exporter, ...batching(environment) }))],
    spanLimits: {
      attributeValueLengthLimit:
        numberIn(environment, 'OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT') ?? ATTRIBUTE_LENGTH,
    },
    metricReaders: [],
    // Left out, the SDK makes the exporter that the variables describe.
    ...(!exportsLogs && { logRecordProcessors: [] }),
    instrumentations: [getNodeAutoInstrumentations(instrumentationConfiguration(environment))],
  });
  sdk.start();
  startAttemptSpans();
  return new SdkTelemetry(sdk, diagnostics, exportsLogs);
}

/** `OTEL_BSP_*`; by default spans leave after a second, or when there are 512. */
function batching(environment: Environment): Omit<BatchSpanProcessorOptions, 'exporter'> {
  const given = {
    maxQueueSize: numberIn(environment, 'OTEL_BSP_MAX_QUEUE_SIZE'),
    scheduledDelayMillis: numberIn(environment, 'OTEL_BSP_SCHEDULE_DELAY') ?? 1_000,
    exportTimeoutMillis: numberIn(environment, 'OTEL_BSP_EXPORT_TIMEOUT') ?? 10_000,
    maxExportBatchSize: numberIn(environment, 'OTEL_BSP_MAX_EXPORT_BATCH_SIZE'),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function numberIn(environment: Environment, name: string): number | undefined {
  const text = environment[name]?.trim() ?? '';
  if (text === '') return undefined;
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new TypeError(`${name} is ${JSON.stringify(text)}; expected a whole number above 0.`);
}
