import { built } from './workspace.js';

interface ServiceNode {
  readonly name: string;
  readonly port: number;
}

interface Topology {
  readonly SERVICES: readonly ServiceNode[];
  readonly POSTGRES_PORT: number;
  readonly directRoute: object;
}

interface Environments {
  serviceEnvironment(service: ServiceNode, addressing: object): Record<string, string>;
}

export const { SERVICES, POSTGRES_PORT, directRoute } = await built<Topology>(
  'tools/embedded/dist/topology.js',
);

/** Where `npm start -- --observe` takes traces. */
export const { TRACE_STORE_PORT } = await built<{ readonly TRACE_STORE_PORT: number }>(
  'tools/embedded/dist/observe/trace-store-program.js',
);

const { serviceEnvironment } = await built<Environments>('tools/embedded/dist/service-environment.js');

/** What `npm start -- --no-proxies` tells a service. */
export const environmentOf = (service: ServiceNode): Record<string, string> =>
  serviceEnvironment(service, { services: SERVICES, portOffset: 0, route: directRoute });
