import { chaosOf, text } from './workspace.js';

const PAGE = text('docs/guide/chaos-elsewhere.md');
const ROWS = [...PAGE.matchAll(/^\| `([\w-]+)` +\|(.*)\|$/gm)].map(([, name = '', cells = '']) => {
  const [mesh = '', litmus = '', aws = '', azure = ''] = cells.split('|').map((cell) => cell.trim());
  return { name, mesh, litmus, aws, azure };
});

/** Every action of AWS FIS for EKS and RDS, from its reference. */
const FIS_ACTIONS = [
  'aws:eks:inject-kubernetes-custom-resource',
  'aws:eks:pod-cpu-stress',
  'aws:eks:pod-delete',
  'aws:eks:pod-io-stress',
  'aws:eks:pod-memory-stress',
  'aws:eks:pod-network-blackhole-port',
  'aws:eks:pod-network-latency',
  'aws:eks:pod-network-packet-loss',
  'aws:eks:terminate-nodegroup-instances',
  'aws:rds:failover-db-cluster',
  'aws:rds:reboot-db-instances',
];
/** The faults of Azure Chaos Studio that hand a kind to Chaos Mesh, from its fault library. */
const AZURE_FAULTS: Readonly<Record<string, string>> = {
  NetworkChaos: '`networkChaos/2.2`',
  PodChaos: '`podChaos/2.2`',
  HTTPChaos: '`httpChaos/2.2`',
};

const mesh = new Map(chaosOf('chaos-mesh').map(([, manifest]) => [manifest.metadata.name, manifest]));
const litmus = new Map(chaosOf('litmus').map(([, manifest]) => [manifest.metadata.name, manifest]));

describe('the page of chaos elsewhere', () => {
  it('has a row for every experiment that is written for a cluster, and no other', () => {
    const written = new Set([...mesh.keys(), ...litmus.keys()]);
    expect(ROWS.map(({ name }) => name).toSorted()).toEqual([...written].toSorted());
  });

  it.each(ROWS)('says of $name what the manifests do', (row) => {
    const { kind = '', ...rest } = mesh.get(row.name) ?? {};
    const spec = (rest as { spec?: { action?: string } }).spec;
    expect(row.mesh.split(',')[0]).toBe(kind);
    expect(row.mesh).toContain(spec?.action ?? '');
    expect(row.azure).toBe(AZURE_FAULTS[kind] ?? '');
    const engine = litmus.get(row.name) as { spec?: { experiments: { name: string }[] } } | undefined;
    expect(row.litmus).toBe(engine ? `\`${engine.spec?.experiments[0]?.name}\`` : '');
  });

  it('names no action of AWS that there is not', () => {
    const named = [...PAGE.matchAll(/`(aws:(?:eks|rds):[a-z]+-[a-z-]+)`/g)].map(([, action]) => action);
    expect(named.length).toBeGreaterThan(10);
    expect(FIS_ACTIONS).toEqual(expect.arrayContaining(named));
  });
});
