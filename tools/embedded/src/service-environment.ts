import {
  edgesFrom,
  HOST,
  POSTGRES,
  POSTGRES_PORT,
  type Address,
  type Route,
  type ServiceNode,
} from './topology.js';

/** What the addresses of one running system depend on. */
export interface Addressing {
  readonly services: readonly ServiceNode[];
  readonly portOffset: number;
  readonly route: Route;
}

/** The real address of a service or of PostgreSQL. */
export function addressOf(target: string, { services, portOffset }: Omit<Addressing, 'route'>): Address {
  if (target === POSTGRES) return { host: HOST, port: POSTGRES_PORT + portOffset };
  const service = services.find(({ shortName }) => shortName === target);
  if (!service) throw new Error(`The topology names "${target}", which is no service of it.`);
  return { host: HOST, port: service.port + portOffset };
}

/**
 * The variables that tell a service where it listens and where its peers and its database are.
 * Every address comes from the topology by way of the route, so that a proxy can stand on any edge.
 */
export function serviceEnvironment(service: ServiceNode, addressing: Addressing): Record<string, string> {
  const own = addressOf(service.shortName, addressing);
  const variables: Record<string, string> = {
    HOST: own.host,
    PORT: String(own.port),
    PUBLIC_URL: `http://localhost:${own.port}`,
  };
  for (const edge of edgesFrom(service)) {
    const { host, port } = addressing.route(edge, addressOf(edge.to, addressing));
    if (edge.to === POSTGRES) {
      variables['DATABASE_URL'] = `postgres://${edge.from}:${edge.from}@${host}:${port}/${edge.from}`;
    } else {
      variables[`${edge.to.toUpperCase()}_URL`] = `http://${host}:${port}`;
    }
  }
  return variables;
}
