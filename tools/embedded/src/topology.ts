/** A service of the system and what it talks to. */
export interface ServiceNode {
  /** Folder under `apps/` and name in logs. */
  readonly name: string;
  /** Name in proxies, databases and environment variables. */
  readonly shortName: string;
  readonly port: number;
  /** Short names of the services it calls. */
  readonly calls: readonly string[];
  /** Services stop from the lowest to the highest: callers before those they call. */
  readonly stopRank: number;
}

/** Where somebody listens. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** One arrow of the system's picture; `proxy` is its name, `<from>_<to>`. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly proxy: string;
}

/** Decides where the caller of an edge connects to: straight to `upstream`, or to a proxy in front of it. */
export type Route = (edge: Edge, upstream: Address) => Address;

/** No proxy: every caller connects to the real thing. */
export const directRoute: Route = (_edge, upstream) => upstream;

/** The loopback address everything listens on. */
export const HOST = '127.0.0.1';

/** PostgreSQL's port in this mode: not 5432, so that it does not meet one that is there already. */
export const POSTGRES_PORT = 54_329;

/** The name of PostgreSQL as the far end of an edge, in logs and messages. */
export const POSTGRES = 'postgres';

/** The whole system on one page. */
export const SERVICES: readonly ServiceNode[] = [
  { name: 'orders', shortName: 'orders', port: 3001, calls: ['payments', 'stock'], stopRank: 1 },
  { name: 'payments', shortName: 'payments', port: 3002, calls: ['psp'], stopRank: 2 },
  { name: 'stock', shortName: 'stock', port: 3003, calls: ['recommendations'], stopRank: 2 },
  { name: 'recommendations', shortName: 'recommendations', port: 3004, calls: ['orders'], stopRank: 1 },
  { name: 'psp-simulator', shortName: 'psp', port: 3005, calls: [], stopRank: 3 },
];

/** Every arrow that leaves the service, its database last. */
export function edgesFrom(service: ServiceNode): Edge[] {
  return [...service.calls, POSTGRES].map((to) => ({
    from: service.shortName,
    to,
    proxy: `${service.shortName}_${to}`,
  }));
}
