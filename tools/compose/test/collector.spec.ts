import { COLLECTOR_0_159 } from './known-keys.js';
import { yaml } from './workspace.js';

type Components = Readonly<Record<string, Record<string, unknown> | null>>;
interface Pipeline {
  readonly receivers: readonly string[];
  readonly processors: readonly string[];
  readonly exporters: readonly string[];
}
interface Collector {
  readonly receivers: Components;
  readonly processors: Components;
  readonly exporters: Components;
  readonly connectors?: Components;
  readonly extensions: Components;
  readonly service: {
    readonly extensions: readonly string[];
    readonly pipelines: Readonly<Record<string, Pipeline>>;
  };
}
type Kind = keyof typeof COLLECTOR_0_159;

const config = yaml<Collector>('deploy/compose/otel-collector/config.yaml');
const pipelines = Object.entries(config.service.pipelines);

/** `kind/name` of components that this version does not have, or has under another name. */
function unknownComponents(collector: Partial<Record<Kind, Components>>): string[] {
  return (Object.keys(COLLECTOR_0_159) as Kind[]).flatMap((kind) =>
    Object.keys(collector[kind] ?? {})
      .filter((id) => !(COLLECTOR_0_159[kind] as readonly string[]).includes(id.split('/')[0] ?? ''))
      .map((id) => `${kind}/${id}`),
  );
}

describe('the configuration of the collector', () => {
  it('has only components that version 0.159 knows by this name', () => {
    expect(unknownComponents(config)).toEqual([]);
    expect(unknownComponents({ exporters: { otlphttp: {}, 'otlp_http/loki': {} } })).toEqual([
      'exporters/otlphttp',
    ]);
  });

  it('uses in its pipelines what it defines, and defines what it uses', () => {
    for (const kind of ['receivers', 'processors', 'exporters'] as const) {
      const used = new Set(pipelines.flatMap(([, pipeline]) => pipeline[kind]));
      expect([...used].sort()).toEqual(Object.keys(config[kind]).sort());
    }
    expect(config.service.extensions).toEqual(Object.keys(config.extensions));
  });

  it('guards its memory before anything else, and redacts every signal', () => {
    expect(pipelines.map(([name]) => name).sort()).toEqual(['logs', 'traces']);
    for (const [, { processors }] of pipelines) {
      expect(processors[0]).toBe('memory_limiter');
      expect(processors).toContain('redaction');
    }
  });

  it('sends in batches, from a bounded queue, and gives up in the end', () => {
    for (const [name, exporter] of Object.entries(config.exporters)) {
      expect({ name, ...exporter }).toMatchObject({
        sending_queue: { queue_size: expect.any(Number) as number, batch: null },
        retry_on_failure: { max_elapsed_time: expect.stringMatching(/^\d+s$/) as string },
      });
    }
  });

  it('listens on every address, since by itself it would listen on its own only', () => {
    expect(config.receivers['otlp']).toEqual({
      protocols: { http: { endpoint: '0.0.0.0:4318' }, grpc: { endpoint: '0.0.0.0:4317' } },
    });
  });

  it('hides card tokens, bearer tokens and card numbers, and no ids', () => {
    const { blocked_values } = config.processors['redaction'] as { blocked_values: string[] };
    const patterns = blocked_values.map((pattern) => new RegExp(pattern.replace('(?i)', ''), 'i'));
    const isHidden = (value: string) => patterns.some((pattern) => pattern.test(value));
    for (const secret of ['pays with tok_visa', 'Authorization: Bearer abc.def', '4111 1111 1111 1111'])
      expect([secret, isHidden(secret)]).toEqual([secret, true]);
    for (const id of [
      '0af7651916cd43dd8448eb211c80319c',
      '01936475-8123-7123-8123-012345678901',
      '2026-11-24T09:30:00.000Z',
      'P001',
    ])
      expect([id, isHidden(id)]).toEqual([id, false]);
  });
});
