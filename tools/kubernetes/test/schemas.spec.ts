import { render } from '../src/kustomize/render.js';
import type { Manifest } from '../src/kustomize/resource.js';
import { validate } from './schemas/models.js';
import { typeErrors } from './schemas/unknown-fields.js';
import { base, demo, KUBERNETES, overlays } from './workspace.js';

const first = (kind: string) => {
  const found = demo.find((manifest) => manifest.kind === kind);
  if (!found) throw new Error(`The demo has no ${kind}.`);
  return found;
};

const withSpec = (manifest: Manifest, change: object) =>
  ({ ...manifest, spec: { ...(manifest['spec'] as object), ...change } }) as Manifest;

const rendered: readonly (readonly [string, readonly Manifest[]])[] = [
  ['the base', base],
  ['what watches it', render(`${KUBERNETES}/monitoring`)],
  ...overlays.map(([name, manifests]) => [`the overlay ${name}`, manifests] as const),
];

describe('every object', () => {
  it.each(rendered)('of %s is what the schema of its kind asks for', (_name, manifests) => {
    expect(manifests.length).toBeGreaterThan(3);
    for (const manifest of manifests) expect(() => validate(manifest)).not.toThrow();
  });

  it('has no field that its kind does not have', () => {
    expect(typeErrors(rendered.flatMap(([, manifests]) => manifests))).toEqual([]);
  });
});

describe('the schemas', () => {
  it('refuse a value of the wrong type and one that is missing', () => {
    const deployment = first('Deployment');
    expect(() => validate(withSpec(deployment, { replicas: 'two' }))).toThrow('replicas');
    expect(() => validate(withSpec(deployment, { selector: undefined }))).toThrow('selector');
  });

  it('refuse a field that is misspelt', () => {
    const [message] = typeErrors([withSpec(first('NetworkPolicy'), { policyType: ['Egress'] })]);
    expect(message).toContain('policyType');
  });

  it('refuse a kind that nobody wrote a schema of', () => {
    expect(() => validate({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x' } })).toThrow('no schema');
  });
});
