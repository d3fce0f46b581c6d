import { Ajv } from 'ajv';
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment';
import { isFields, isList, type Fields, type Manifest, type Value } from '../src/kustomize/resource.js';
import { CHAOS_MESH } from './schemas/chaos-mesh.js';
import { CHAOS_ENGINE, LITMUS_FAULTS } from './schemas/litmus.js';
import { built, chaosOf, demo, ofKind, text } from './workspace.js';

interface Experiment {
  readonly name: string;
  readonly hypothesis: string;
}

const FOLDERS = [
  ['chaos-mesh', chaosOf('chaos-mesh')],
  ['litmus', chaosOf('litmus')],
] as const;
const ALL = FOLDERS.flatMap(([tool, files]) =>
  files.map(([file, manifest]) => ({ file: `${tool}/${file}`, manifest })),
);
const ENGINES = FOLDERS[1][1].map(([file, manifest]) => ({ file, manifest }));

const ajv = new Ajv({ allErrors: true, strict: true });

const within = (value: Value | undefined, ...path: readonly (string | number)[]): Value | undefined =>
  path.reduce<Value | undefined>((held, step) => {
    if (typeof step === 'number') return isList(held) ? held[step] : undefined;
    return isFields(held) ? held[step] : undefined;
  }, value);

/** Every object that holds a field of this name, at any depth. */
function holding(value: Value | undefined, name: string): Fields[] {
  if (isList(value)) return value.flatMap((each) => holding(each, name));
  if (!isFields(value)) return [];
  const below = Object.values(value).flatMap((held) => holding(held, name));
  return name in value ? [value, ...below] : below;
}

function violations(manifest: Manifest): unknown {
  const schema = manifest.kind === 'ChaosEngine' ? CHAOS_ENGINE : CHAOS_MESH[manifest.kind];
  if (!schema) throw new Error(`There is no schema of ${manifest.kind}.`);
  const validate = ajv.compile(schema);
  return validate(manifest['spec']) ? [] : validate.errors;
}

const podLabels = ofKind<IDeployment>(demo, 'Deployment').map(
  ({ spec }) => spec?.template.metadata?.labels ?? {},
);
const namespace = demo.find(({ kind }) => kind === 'Namespace')?.metadata.name;

describe('the experiments for a cluster', () => {
  it.each(FOLDERS)('mirror at least six of the code, each once, with %s', (_tool, files) => {
    const mirrored = files.map(([, { metadata }]) => metadata.annotations?.['baluarte.dev/experiment']);
    expect(new Set(mirrored).size).toBe(files.length);
    expect(files.length).toBeGreaterThanOrEqual(6);
  });

  it.each(ALL)(
    '$file has the name and the claim of an experiment that there is',
    async ({ file, manifest }) => {
      const { EXPERIMENTS } = await built<{ EXPERIMENTS: readonly Experiment[] }>(
        'chaos/dist/experiments/index.js',
      );
      const { name, annotations = {} } = manifest.metadata;
      const mirrored = EXPERIMENTS.find((each) => each.name === annotations['baluarte.dev/experiment']);
      expect(mirrored?.hypothesis).toBe(annotations['baluarte.dev/hypothesis']);
      expect(name).toBe(mirrored?.name);
      expect(file).toContain(`/${name}.yaml`);
      expect(annotations['baluarte.dev/differs']).toMatch(/\.$/);
    },
  );

  it.each(ALL)('$file is what its tool takes, with no other field', ({ manifest }) => {
    const api = manifest.kind === 'ChaosEngine' ? 'litmuschaos.io/v1alpha1' : 'chaos-mesh.org/v1alpha1';
    expect(manifest.apiVersion).toBe(api);
    expect(violations(manifest)).toEqual([]);
  });

  it.each(ALL)('$file is for pods of the demo, and nothing beside them', ({ manifest }) => {
    const selectors = [
      ...holding(manifest['spec'], 'selector').map(({ selector }) => [
        within(selector, 'namespaces', 0),
        within(selector, 'labelSelectors', 'app.kubernetes.io/name'),
      ]),
      ...holding(manifest['spec'], 'appinfo').map(({ appinfo }) => [
        within(appinfo, 'appns'),
        String(within(appinfo, 'applabel')).replace('app.kubernetes.io/name=', ''),
      ]),
    ];
    expect(selectors.length).toBeGreaterThan(0);
    for (const [where, name] of selectors) {
      expect(where).toBe(namespace);
      expect(podLabels.filter((labels) => labels['app.kubernetes.io/name'] === name)).toHaveLength(1);
    }
  });

  it('end by themselves, but for a kill', () => {
    for (const { manifest } of ALL.filter(({ manifest: { kind } }) => kind !== 'ChaosEngine')) {
      const action = within(manifest['spec'], 'action');
      expect([
        manifest.metadata.name,
        action === 'container-kill' || within(manifest['spec'], 'duration'),
      ]).toEqual([manifest.metadata.name, action === 'container-kill' ? true : '60s']);
    }
  });

  it('are refused with a field that is misspelt', () => {
    const [{ manifest } = { manifest: undefined }] = ALL.filter(
      ({ manifest: { kind } }) => kind === 'NetworkChaos',
    );
    const spec = { ...(manifest?.['spec'] as object), directions: 'both' };
    expect(violations({ ...manifest, spec } as Manifest)).toMatchObject([
      { keyword: 'additionalProperties' },
    ]);
  });
});

describe('an experiment for Litmus', () => {
  it.each(ENGINES)('$file sets only what its fault reads', ({ manifest }) => {
    const fault = String(within(manifest['spec'], 'experiments', 0, 'name'));
    const env = within(manifest['spec'], 'experiments', 0, 'spec', 'components', 'env');
    const names = isList(env) ? env.map((each) => within(each, 'name')) : [];
    expect(LITMUS_FAULTS[fault]).toEqual(expect.arrayContaining(names));
  });

  it.each(ENGINES)('$file judges its claim by metrics that there are', ({ manifest }) => {
    const inputs = within(manifest['spec'], 'experiments', 0, 'spec', 'probe', 0, 'promProbe/inputs');
    const query = String(within(inputs, 'query'));
    const names = [...query.matchAll(/(\w+)\{/g)].map(([, name = '']) =>
      name.replace(/_(bucket|count|sum)$/, ''),
    );
    const known = new Set(
      [...text('docs/guide/metrics.md').matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name),
    );
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !known.has(name))).toEqual([]);
  });

  it.each(ENGINES)('$file asks for buckets that the histograms have', ({ manifest }) => {
    const [, listed = ''] =
      /^`http_server_request_duration_seconds`: (.*) s\.$/m.exec(text('docs/guide/metrics.md')) ?? [];
    const asked = [...JSON.stringify(manifest).matchAll(/le=\\"([\d.]+)\\"/g)].map(([, bound]) => bound);
    expect(listed.split(', ')).toEqual(expect.arrayContaining(asked));
  });
});
