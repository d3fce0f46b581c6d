import 'reflect-metadata';
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment';
import type { IContainer } from 'kubernetes-models/v1/Container';
import type { IService } from 'kubernetes-models/v1/Service';
import type { IServiceAccount } from 'kubernetes-models/v1/ServiceAccount';
import type { Manifest } from '../src/kustomize/resource.js';
import { quantity } from './quantity.js';
import { built, demo, ofKind, overlays, production, text, topology } from './workspace.js';

const deployments = (manifests: readonly Manifest[]) => ofKind<IDeployment>(manifests, 'Deployment');
const all = overlays.flatMap(([overlay, manifests]) =>
  deployments(manifests).map((deployment): [string, IDeployment] => [
    `${deployment.metadata?.name} of ${overlay}`,
    deployment,
  ]),
);
const services = all.filter(
  ([, { metadata }]) => metadata?.labels?.['app.kubernetes.io/component'] === 'service',
);

const podOf = ({ spec }: IDeployment) => spec?.template.spec;
const containersOf = (deployment: IDeployment): readonly IContainer[] => [
  ...(podOf(deployment)?.initContainers ?? []),
  ...(podOf(deployment)?.containers ?? []),
];
const containerOf = (deployment: IDeployment): IContainer => {
  const [container] = containersOf(deployment);
  if (!container) throw new Error('A deployment without a container.');
  return container;
};
const namesOf = (manifests: readonly Manifest[]) =>
  deployments(manifests).map(({ metadata }) => metadata?.name);

describe('the overlays', () => {
  it('run every service of the system; only the demo has a card processor and a database', async () => {
    const names = (await topology()).map(({ name }) => name);
    expect(namesOf(demo).toSorted()).toEqual([...names, 'postgres'].toSorted());
    expect(namesOf(production).toSorted()).toEqual(
      names.filter((name) => name !== 'psp-simulator').toSorted(),
    );
  });
});

describe('what runs', () => {
  it.each(all)('%s has a container without any right that it does not need', (_name, deployment) => {
    for (const { securityContext } of containersOf(deployment)) {
      expect(securityContext).toEqual({
        runAsNonRoot: true,
        runAsUser: expect.any(Number),
        runAsGroup: securityContext?.runAsUser,
        readOnlyRootFilesystem: true,
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
        seccompProfile: { type: 'RuntimeDefault' },
      });
      expect(securityContext?.runAsUser).toBeGreaterThan(0);
    }
  });

  it.each(all)('%s has an account of its own, without a token of it', (_name, deployment) => {
    const accounts = ofKind<IServiceAccount>([...demo, ...production], 'ServiceAccount');
    const pod = podOf(deployment);
    expect(pod?.serviceAccountName).toBe(deployment.metadata?.name);
    expect(pod?.automountServiceAccountToken).toBe(false);
    const own = accounts.filter(({ metadata }) => metadata?.name === pod?.serviceAccountName);
    expect(own.length).toBeGreaterThan(0);
    expect(own.every(({ automountServiceAccountToken }) => automountServiceAccountToken === false)).toBe(
      true,
    );
  });

  it.each(all)('%s asks for no more than its limits', (_name, deployment) => {
    for (const { resources } of containersOf(deployment)) {
      for (const resource of ['cpu', 'memory']) {
        const requested = quantity(resources?.requests?.[resource]);
        expect(requested).toBeGreaterThan(0);
        expect(requested).toBeLessThanOrEqual(quantity(resources?.limits?.[resource]));
      }
    }
  });

  it.each(all)('%s is of an image with a version', (_name, deployment) => {
    for (const { image } of containersOf(deployment)) {
      expect(image).toMatch(/:[\w.-]+$|@sha256:[\da-f]{64}$/);
      expect(image).not.toMatch(/:latest$/);
    }
  });

  it.each(all)('%s is found by the selector of its Service, at the port that it listens on', (_name, own) => {
    const namespace = own.metadata?.namespace;
    const [service, ...others] = ofKind<IService>([...demo, ...production], 'Service').filter(
      ({ metadata }) => metadata?.name === own.metadata?.name && metadata?.namespace === namespace,
    );
    expect(others).toEqual([]);
    expect(own.spec?.template.metadata?.labels).toMatchObject(service?.spec?.selector ?? { no: 'service' });
    expect(own.spec?.template.metadata?.labels).toMatchObject(own.spec?.selector.matchLabels ?? {});
    const [port] = containerOf(own).ports ?? [];
    expect(service?.spec?.ports).toEqual([
      { name: port?.name, port: port?.containerPort, targetPort: port?.name },
    ]);
  });
});

describe('a service', () => {
  it.each(services)('%s is of the image that compose builds', (_name, deployment) => {
    const [, version] = /^BALUARTE_VERSION=(.*)$/m.exec(text('.env')) ?? [];
    expect(containerOf(deployment).image).toBe(`baluarte/${deployment.metadata?.name}:${version}`);
    const { labels } = deployment.spec?.template.metadata ?? {};
    expect(labels?.['app.kubernetes.io/version']).toBe(version);
  });

  it.each(services)('%s runs as the user of its image', (_name, deployment) => {
    const [, user, group] = /^USER (\d+):(\d+)$/m.exec(text('Dockerfile')) ?? [];
    expect(containerOf(deployment).securityContext).toMatchObject({
      runAsUser: Number(user),
      runAsGroup: Number(group),
    });
  });

  it.each(services)('%s listens where the topology says', async (_name, deployment) => {
    const node = (await topology()).find(({ name }) => name === deployment.metadata?.name);
    expect(containerOf(deployment).ports).toEqual([{ name: 'http', containerPort: node?.port }]);
  });

  it.each(services)('%s is asked for its health at paths that there are', async (_name, deployment) => {
    const { HealthController } = await built<{ HealthController: { prototype: Record<string, object> } }>(
      'libs/health/dist/health.controller.js',
    );
    const paths = Object.getOwnPropertyNames(HealthController.prototype).map((method) =>
      Reflect.getMetadata('path', HealthController.prototype[method] ?? {}),
    );
    expect(paths).toEqual(expect.arrayContaining(['live', 'ready']));
    const { startupProbe, livenessProbe, readinessProbe } = containerOf(deployment);
    expect(startupProbe?.httpGet).toEqual({ path: '/health/live', port: 'http' });
    expect(livenessProbe?.httpGet).toEqual({ path: '/health/live', port: 'http' });
    expect(readinessProbe?.httpGet).toEqual({ path: '/health/ready', port: 'http' });
  });

  it.each(services)('%s has time to drain before it is killed', async (_name, deployment) => {
    const { checkHealthOptions } = await built<{
      checkHealthOptions: (options: object) => { unreadyMs: number; finishMs: number };
    }>('libs/health/dist/health-options.js');
    const { unreadyMs, finishMs } = checkHealthOptions({ checks: [] });
    const preStopSeconds = containerOf(deployment).lifecycle?.preStop?.sleep?.seconds ?? 0;
    const graceSeconds = podOf(deployment)?.terminationGracePeriodSeconds ?? 0;
    expect(preStopSeconds).toBeGreaterThanOrEqual(5);
    expect(graceSeconds).toBeGreaterThan(preStopSeconds + (unreadyMs + finishMs) / 1_000);
  });

  it.each(services)(
    '%s is replaced without a moment of fewer pods, over zones and machines',
    (_name, own) => {
      expect(own.spec?.strategy).toEqual({
        type: 'RollingUpdate',
        rollingUpdate: { maxUnavailable: 0, maxSurge: 1 },
      });
      const constraints = podOf(own)?.topologySpreadConstraints ?? [];
      expect(constraints.map(({ topologyKey }) => topologyKey)).toEqual([
        'topology.kubernetes.io/zone',
        'kubernetes.io/hostname',
      ]);
      for (const { labelSelector, matchLabelKeys } of constraints) {
        expect(own.spec?.template.metadata?.labels).toMatchObject(
          labelSelector?.matchLabels ?? { no: 'label' },
        );
        expect(matchLabelKeys).toContain('app.kubernetes.io/name');
      }
    },
  );

  it.each(services)(
    '%s gets its database from a Secret, and uses only variables from before',
    (_name, own) => {
      const { env = [] } = containerOf(own);
      expect(env.find(({ name }) => name === 'DATABASE_URL')?.valueFrom?.secretKeyRef).toEqual({
        name: `${own.metadata?.name}-database`,
        key: 'url',
      });
      env.forEach(({ value = '' }, index) => {
        const before = env.slice(0, index).map(({ name }) => name);
        const used = [...value.matchAll(/\$\((\w+)\)/g)].map(([, name]) => name);
        expect(before).toEqual(expect.arrayContaining(used));
      });
    },
  );

  it.each(services)('%s may use at least as much memory as in compose', (_name, own) => {
    const [, limit] = /^ {2}mem_limit: (\d+)m$/m.exec(text('docker-compose.yml')) ?? [];
    expect(quantity(containerOf(own).resources?.limits?.['memory'])).toBeGreaterThanOrEqual(
      quantity(`${limit}Mi`),
    );
  });
});
