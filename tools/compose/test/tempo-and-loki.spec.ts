import { LOKI_3_7, TEMPO_3, unknownKeys } from './known-keys.js';
import { yaml } from './workspace.js';

describe('the configuration of Tempo', () => {
  const tempo = yaml<Record<string, unknown>>('deploy/compose/tempo/tempo.yaml');

  it('has no key that Tempo 3 refuses', () => {
    expect(unknownKeys(tempo, TEMPO_3)).toEqual([]);
  });

  it('would not pass with a key of Tempo 2', () => {
    expect(unknownKeys({ ...tempo, ingester: {}, compactor: {} }, TEMPO_3)).toEqual([
      'ingester',
      'compactor',
    ]);
    const metrics_generator = { traces_storage: { path: '/var/tempo/generator/traces' } };
    expect(unknownKeys({ metrics_generator }, TEMPO_3)).toEqual(['metrics_generator.traces_storage']);
    const remote_write = [{ url: 'http://prometheus', sendExemplars: true }];
    expect(unknownKeys({ metrics_generator: { storage: { remote_write } } }, TEMPO_3)).toEqual([
      'metrics_generator.storage.remote_write[].sendExemplars',
    ]);
  });

  it('listens on every address, writes where its image may, and makes graph and metrics of spans', () => {
    expect(tempo).toMatchObject({
      distributor: { receivers: { otlp: { protocols: { grpc: { endpoint: '0.0.0.0:4317' } } } } },
      storage: { trace: { wal: { path: '/var/tempo/wal' }, local: { path: '/var/tempo/blocks' } } },
      overrides: { defaults: { metrics_generator: { processors: ['service-graphs', 'span-metrics'] } } },
    });
  });
});

describe('the configuration of Loki', () => {
  const loki = yaml<Record<string, unknown>>('deploy/compose/loki/loki.yaml');

  it('has no key that Loki 3.7 refuses', () => {
    expect(unknownKeys(loki, LOKI_3_7)).toEqual([]);
    expect(unknownKeys({ ...loki, table_manager: {} }, LOKI_3_7)).toEqual(['table_manager']);
  });

  it('writes where its image may, and keeps trace ids beside the lines', () => {
    expect(loki).toMatchObject({
      common: { path_prefix: '/loki' },
      schema_config: { configs: [{ store: 'tsdb', schema: 'v13' }] },
      limits_config: { allow_structured_metadata: true },
    });
  });
});
