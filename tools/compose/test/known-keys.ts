/** A tree of keys; `true` stands for a value, `[tree]` for a list. */
export type Keys = { readonly [key: string]: true | Keys | readonly [Keys] };

/** Paths of keys that the tree does not know: a program that reads its file strictly refuses to start. */
export function unknownKeys(value: unknown, keys: Keys, path = ''): string[] {
  return Object.entries(value as Record<string, unknown>).flatMap(([key, inner]) => {
    const known = keys[key];
    const here = path === '' ? key : `${path}.${key}`;
    if (known === undefined) return [here];
    if (known === true) return [];
    const [item] = Array.isArray(known) ? (known as readonly [Keys]) : [];
    if (item === undefined) return unknownKeys(inner, known as Keys, here);
    return (inner as unknown[]).flatMap((entry) => unknownKeys(entry, item, `${here}[]`));
  });
}

const OTLP: Keys = { grpc: { endpoint: true }, http: { endpoint: true } };

/** What Tempo 3.0 takes, as far as it may be used here. Gone since 2.x: ingester, compactor, flat overrides. */
export const TEMPO_3: Keys = {
  stream_over_http_enabled: true,
  server: { http_listen_port: true, log_level: true },
  distributor: { receivers: { otlp: { protocols: OTLP } } },
  query_frontend: { query_end_cutoff: true },
  live_store: { fail_on_high_lag: true },
  metrics_generator: {
    registry: { external_labels: { source: true, deployment_environment_name: true } },
    storage: { path: true, remote_write: [{ url: true, send_exemplars: true }] },
  },
  storage: { trace: { backend: true, wal: { path: true }, local: { path: true } } },
  backend_scheduler: { provider: { compaction: { compaction: { block_retention: true } } } },
  backend_worker: { compaction: { block_retention: true } },
  overrides: { defaults: { metrics_generator: { processors: true, generate_native_histograms: true } } },
  usage_report: { reporting_enabled: true },
};

/** What Loki 3.7 takes, as far as it may be used here. */
export const LOKI_3_7: Keys = {
  auth_enabled: true,
  server: { http_listen_port: true, log_level: true },
  common: {
    instance_addr: true,
    path_prefix: true,
    replication_factor: true,
    storage: { filesystem: { chunks_directory: true, rules_directory: true } },
    ring: { kvstore: { store: true } },
  },
  schema_config: {
    configs: [
      { from: true, store: true, object_store: true, schema: true, index: { prefix: true, period: true } },
    ],
  },
  limits_config: {
    allow_structured_metadata: true,
    volume_enabled: true,
    max_structured_metadata_size: true,
  },
  pattern_ingester: { enabled: true },
  ruler: { alertmanager_url: true },
  ingester: { lifecycler: { min_ready_duration: true } },
  query_scheduler: { use_scheduler_ring: true },
  frontend: { address: true },
  analytics: { reporting_enabled: true },
};

/** Components of the collector's contrib distribution 0.159, by the names that are not deprecated. */
export const COLLECTOR_0_159 = {
  receivers: ['otlp'],
  processors: ['memory_limiter', 'redaction', 'resource', 'resource_detection', 'transform', 'batch'],
  exporters: ['otlp_grpc', 'otlp_http', 'debug'],
  connectors: ['span_metrics', 'servicegraph'],
  extensions: ['health_check'],
} as const;
