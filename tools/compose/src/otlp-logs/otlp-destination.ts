import type { Environment } from '@baluarte/config';
import { attribute, type Attribute } from './log-record.js';
import type { Send } from './log-queue.js';

/** Answers by which a collector says that this batch will never be taken. */
const NEVER = new Set([400, 413, 415]);

/** Where the logs of this process go. */
export interface OtlpDestination {
  readonly url: string;
  readonly resource: readonly Attribute[];
}

/**
 * Reads the standard variables: `OTEL_LOGS_EXPORTER=otlp` turns the export on, and
 * `OTEL_EXPORTER_OTLP_LOGS_ENDPOINT` or `OTEL_EXPORTER_OTLP_ENDPOINT` says where to; the resource is
 * that of `OTEL_RESOURCE_ATTRIBUTES` and `OTEL_SERVICE_NAME`.
 *
 * @returns nothing where no logs are to be exported
 */
export function otlpDestination(environment: Environment): OtlpDestination | undefined {
  if (environment['OTEL_SDK_DISABLED'] === 'true' || environment['OTEL_LOGS_EXPORTER'] !== 'otlp')
    return undefined;
  const base = environment['OTEL_EXPORTER_OTLP_ENDPOINT']?.replace(/\/+$/, '');
  const url = environment['OTEL_EXPORTER_OTLP_LOGS_ENDPOINT'] ?? (base && `${base}/v1/logs`);
  if (!url) return undefined;
  const given = pairs(environment['OTEL_RESOURCE_ATTRIBUTES'] ?? '');
  const named = environment['OTEL_SERVICE_NAME'];
  const merged = { ...given, ...(named && { 'service.name': named }) };
  return { url, resource: Object.entries(merged).flatMap(([key, value]) => attribute(key, value)) };
}

/** `key=value,key=value`, percent-encoded, as OpenTelemetry has it. */
function pairs(text: string): Record<string, string> {
  const entries = text.split(',').flatMap((pair): [string, string][] => {
    const at = pair.indexOf('=');
    return at < 1 ? [] : [[pair.slice(0, at).trim(), decodeURIComponent(pair.slice(at + 1).trim())]];
  });
  return Object.fromEntries(entries);
}

/** Sends records as OTLP over HTTP, in JSON. What the collector will never take is not sent again. */
export function otlpSend({ url, resource }: OtlpDestination): Send {
  return async (logRecords, signal) => {
    const body = JSON.stringify({
      resourceLogs: [
        { resource: { attributes: resource }, scopeLogs: [{ scope: { name: 'stdout' }, logRecords }] },
      ],
    });
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      signal,
    });
    await response.arrayBuffer();
    if (response.ok || NEVER.has(response.status)) return;
    throw new Error(`The collector at ${url} answered ${response.status}.`);
  };
}
