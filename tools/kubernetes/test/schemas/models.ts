import { PrometheusRule } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule';
import { ServiceMonitor } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor';
import { Deployment } from 'kubernetes-models/apps/v1/Deployment';
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler';
import { Ingress } from 'kubernetes-models/networking.k8s.io/v1/Ingress';
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import { ConfigMap } from 'kubernetes-models/v1/ConfigMap';
import { Namespace } from 'kubernetes-models/v1/Namespace';
import { Secret } from 'kubernetes-models/v1/Secret';
import { Service } from 'kubernetes-models/v1/Service';
import { ServiceAccount } from 'kubernetes-models/v1/ServiceAccount';
import type { Manifest } from '../../src/kustomize/resource.js';

interface Model {
  validate(): void;
}

/** A kind, the model that validates it, and where the type with all of its fields is. */
interface KindOfObject {
  readonly Model: new (data: never) => Model;
  readonly module: string;
}

const KUBERNETES = 'kubernetes-models';
const OPERATOR = '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1';

/** Every kind of object that may occur outside of the chaos experiments, by API version and kind. */
export const KINDS: Readonly<Record<string, KindOfObject | undefined>> = {
  'apps/v1 Deployment': { Model: Deployment, module: `${KUBERNETES}/apps/v1/Deployment` },
  'autoscaling/v2 HorizontalPodAutoscaler': {
    Model: HorizontalPodAutoscaler,
    module: `${KUBERNETES}/autoscaling/v2/HorizontalPodAutoscaler`,
  },
  'monitoring.coreos.com/v1 PrometheusRule': { Model: PrometheusRule, module: `${OPERATOR}/PrometheusRule` },
  'monitoring.coreos.com/v1 ServiceMonitor': { Model: ServiceMonitor, module: `${OPERATOR}/ServiceMonitor` },
  'networking.k8s.io/v1 Ingress': { Model: Ingress, module: `${KUBERNETES}/networking.k8s.io/v1/Ingress` },
  'networking.k8s.io/v1 NetworkPolicy': {
    Model: NetworkPolicy,
    module: `${KUBERNETES}/networking.k8s.io/v1/NetworkPolicy`,
  },
  'policy/v1 PodDisruptionBudget': {
    Model: PodDisruptionBudget,
    module: `${KUBERNETES}/policy/v1/PodDisruptionBudget`,
  },
  'v1 ConfigMap': { Model: ConfigMap, module: `${KUBERNETES}/v1/ConfigMap` },
  'v1 Namespace': { Model: Namespace, module: `${KUBERNETES}/v1/Namespace` },
  'v1 Secret': { Model: Secret, module: `${KUBERNETES}/v1/Secret` },
  'v1 Service': { Model: Service, module: `${KUBERNETES}/v1/Service` },
  'v1 ServiceAccount': { Model: ServiceAccount, module: `${KUBERNETES}/v1/ServiceAccount` },
};

export function kindOf({ apiVersion, kind, metadata }: Manifest): KindOfObject {
  const found = KINDS[`${apiVersion} ${kind}`];
  if (!found)
    throw new Error(`${metadata.name} is a ${apiVersion} ${kind}, of which there is no schema here.`);
  return found;
}

/** @throws Error of the schema of Kubernetes, or of the operator's */
export function validate(manifest: Manifest): void {
  const { Model } = kindOf(manifest);
  new Model(manifest as never).validate();
}
