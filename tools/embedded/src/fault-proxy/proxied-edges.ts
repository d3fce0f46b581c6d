import { addressOf, type Addressing } from '../service-environment.js';
import { edgesFrom, HOST, type Address, type Route } from '../topology.js';

/** An arrow of the system's picture with a proxy on it. */
export interface ProxiedEdge {
  /** `<from>_<to>`. */
  readonly name: string;
  readonly listen: Address;
  readonly upstream: Address;
}

/** Below the ports that systems hand out by themselves, with room for the greatest offset. */
const FIRST_PORT = 20_001;

/** A proxy for every arrow, databases included. */
export function proxiedEdges(addressing: Omit<Addressing, 'route'>): ProxiedEdge[] {
  return addressing.services.flatMap(edgesFrom).map(({ proxy, to }, index) => ({
    name: proxy,
    listen: { host: HOST, port: FIRST_PORT + index + addressing.portOffset },
    upstream: addressOf(to, addressing),
  }));
}

/** Leads the caller of an edge to the proxy on it. */
export function routeThrough(edges: readonly ProxiedEdge[]): Route {
  const listening = new Map(edges.map(({ name, listen }) => [name, listen]));
  return ({ proxy }, upstream) => listening.get(proxy) ?? upstream;
}
