import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment';
import type { IHorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler';
import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import { ofKind, overlays, text } from './workspace.js';

/** Whether the page that is written from the code lists a gauge of this name, which has no labels. */
const isGauge = (name: string) =>
  new RegExp(`^\\| \`${name}\` +\\| gauge +\\| +\\|`, 'm').test(text('docs/guide/metrics.md'));

/** Requests in flight of one pod, by its service, at which another is wanted, as the page says. */
const EXPLAINED = Object.fromEntries(
  [...text('deploy/kubernetes/README.md').matchAll(/^\| (\w+) +\| (\d+) +\| \D/gm)].map(
    ([, service, target]) => [service, target],
  ),
);

const [, POOL] = /`DATABASE_POOL_MAX` +\| (\d+) +\|/.exec(text('docs/guide/database.md')) ?? [];

const scaled = overlays.flatMap(([overlay, manifests]) =>
  ofKind<IHorizontalPodAutoscaler>(manifests, 'HorizontalPodAutoscaler').map((autoscaler) => ({
    name: `${autoscaler.metadata?.name} of ${overlay}`,
    autoscaler,
    deployments: ofKind<IDeployment>(manifests, 'Deployment'),
    budgets: ofKind<IPodDisruptionBudget>(manifests, 'PodDisruptionBudget'),
  })),
);

describe('the number of pods', () => {
  it('is found for each of the four services of either overlay', () => {
    expect(scaled).toHaveLength(8);
  });

  it.each(scaled)(
    'of $name is that of a Deployment, which leaves it alone',
    ({ autoscaler, deployments }) => {
      const { scaleTargetRef, minReplicas, maxReplicas } = autoscaler.spec ?? {};
      const target = deployments.find(({ metadata }) => metadata?.name === scaleTargetRef?.name);
      expect(scaleTargetRef).toEqual({
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        name: autoscaler.metadata?.name,
      });
      expect(target?.spec).not.toHaveProperty('replicas');
      expect(maxReplicas).toBeGreaterThan(minReplicas ?? 1);
    },
  );

  it.each(scaled)('of $name follows the processor, and the requests in flight', ({ autoscaler }) => {
    const [processor, inFlight, ...others] = autoscaler.spec?.metrics ?? [];
    expect(processor?.resource).toEqual({
      name: 'cpu',
      target: { type: 'Utilization', averageUtilization: 70 },
    });
    expect(inFlight?.pods?.metric).toEqual({ name: 'http_server_requests_in_flight' });
    expect(isGauge(inFlight?.pods?.metric.name ?? '')).toBe(true);
    expect(others).toEqual([]);
  });

  it.each(scaled)('of $name grows before requests wait for a connection, as the page says', (given) => {
    const [, inFlight] = given.autoscaler.spec?.metrics ?? [];
    const { type, averageValue } = inFlight?.pods?.target ?? {};
    expect([type, averageValue]).toEqual(['AverageValue', EXPLAINED[given.autoscaler.metadata?.name ?? '']]);
    expect(Number(averageValue)).toBeLessThanOrEqual(Number(POOL));
  });

  it.each(scaled)('of $name goes down by one at a time when machines are emptied', (given) => {
    const [budget, ...others] = given.budgets.filter(
      ({ metadata }) => metadata?.name === given.autoscaler.metadata?.name,
    );
    const target = given.deployments.find(({ metadata }) => metadata?.name === budget?.metadata?.name);
    expect(others).toEqual([]);
    expect(budget?.spec?.maxUnavailable).toBe(1);
    expect(target?.spec?.template.metadata?.labels).toMatchObject(
      budget?.spec?.selector?.matchLabels ?? { no: 'label' },
    );
  });
});
