import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment';
import type { IHorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler';
import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import { ofKind, overlays, text } from './workspace.js';

/** The names of gauges and their labels, as the page that is written from the code lists them. */
const GAUGES = new Map(
  [...text('docs/guide/metrics.md').matchAll(/^\| `(\w+)` +\| gauge +\| (.*?) +\|/gm)].map(
    ([, name, labels]) => [name, [...(labels ?? '').matchAll(/`(\w+)`/g)].map(([, label]) => label)],
  ),
);

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

  it.each(scaled)('of $name follows the processor, and a gauge of work in flight that there is', (given) => {
    const [processor, inFlight] = given.autoscaler.spec?.metrics ?? [];
    expect(processor?.resource).toEqual({
      name: 'cpu',
      target: { type: 'Utilization', averageUtilization: 70 },
    });
    const { name, selector } = inFlight?.pods?.metric ?? { name: '' };
    expect(GAUGES.has(name)).toBe(true);
    expect(GAUGES.get(name)).toEqual(expect.arrayContaining(Object.keys(selector?.matchLabels ?? {})));
    expect(inFlight?.pods?.target.type).toBe('AverageValue');
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
