import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import type { INetworkPolicyPeer } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyPeer';
import type { INetworkPolicyPort } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyPort';
import { BlockList } from 'node:net';

export type Labels = Readonly<Record<string, string>>;

/** A pod, or an address outside of the cluster. */
export interface Endpoint {
  readonly name: string;
  /** Where it is a pod. */
  readonly namespace?: string;
  readonly labels?: Labels;
  readonly address?: string;
  readonly ports: Readonly<Record<string, number>>;
}

export interface Connection {
  readonly from: Endpoint;
  readonly to: Endpoint;
  readonly port: number;
  readonly protocol?: 'TCP' | 'UDP';
}

const matches = (selector: { matchLabels?: Labels } | undefined, labels: Labels) =>
  Object.entries(selector?.matchLabels ?? {}).every(([label, value]) => labels[label] === value);

/**
 * Whether the policies of one namespace let a connection pass, by the rules of Kubernetes: an endpoint that no policy
 * selects for a direction is open in it; one that some do is open for what at least one of them names.
 */
export function isAllowed(policies: readonly INetworkPolicy[], connection: Connection): boolean {
  const { from, to } = connection;
  return (
    isOpen(selecting(policies, from, 'Egress'), to, connection) &&
    isOpen(selecting(policies, to, 'Ingress'), from, connection)
  );
}

interface Direction {
  readonly rules: readonly (readonly [
    readonly INetworkPolicyPeer[] | undefined,
    readonly INetworkPolicyPort[],
  ])[];
  readonly namespace: string;
}

function selecting(
  policies: readonly INetworkPolicy[],
  { namespace, labels = {} }: Endpoint,
  direction: 'Ingress' | 'Egress',
): Direction | undefined {
  const own = policies.filter(
    ({ metadata, spec }) =>
      metadata?.namespace === namespace &&
      spec?.policyTypes?.includes(direction) === true &&
      matches(spec.podSelector, labels),
  );
  if (own.length === 0 || namespace === undefined) return undefined;
  const rules = own.flatMap(({ spec }) =>
    direction === 'Egress'
      ? (spec?.egress ?? []).map(({ to, ports }) => [to, ports ?? []] as const)
      : (spec?.ingress ?? []).map(({ from, ports }) => [from, ports ?? []] as const),
  );
  return { rules, namespace };
}

function isOpen(direction: Direction | undefined, other: Endpoint, connection: Connection): boolean {
  if (direction === undefined) return true;
  return direction.rules.some(
    ([peers, ports]) =>
      (peers === undefined || peers.some((peer) => isPeer(peer, other, direction.namespace))) &&
      (ports.length === 0 || ports.some((port) => isPort(port, connection))),
  );
}

function isPeer(peer: INetworkPolicyPeer, other: Endpoint, ownNamespace: string): boolean {
  const { ipBlock, namespaceSelector, podSelector } = peer;
  if (ipBlock) {
    const { address } = other;
    if (address === undefined) return false;
    return isWithin(address, ipBlock.cidr) && !(ipBlock.except ?? []).some((cidr) => isWithin(address, cidr));
  }
  if (other.namespace === undefined) return false;
  const namespaceFits = namespaceSelector
    ? matches(namespaceSelector, { 'kubernetes.io/metadata.name': other.namespace })
    : other.namespace === ownNamespace;
  return namespaceFits && matches(podSelector, other.labels ?? {});
}

function isPort({ port, protocol = 'TCP' }: INetworkPolicyPort, connection: Connection): boolean {
  const number = typeof port === 'string' ? connection.to.ports[port] : port;
  return protocol === (connection.protocol ?? 'TCP') && (port === undefined || number === connection.port);
}

function isWithin(address: string, cidr: string): boolean {
  const [network = '', bits] = cidr.split('/');
  const block = new BlockList();
  block.addSubnet(network, Number(bits));
  return block.check(address);
}
