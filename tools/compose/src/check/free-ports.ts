import { createServer } from 'node:net';
import { once } from 'node:events';

/** The variables by which compose publishes something. */
export const PORT_VARIABLES = [
  'ORDERS_PORT',
  'PAYMENTS_PORT',
  'STOCK_PORT',
  'RECOMMENDATIONS_PORT',
  'PSP_PORT',
  'TOXIPROXY_PORT',
  'GRAFANA_PORT',
  'PROMETHEUS_PORT',
  'ALERTMANAGER_PORT',
  'ALERT_RECEIVER_PORT',
  'LOKI_PORT',
  'TEMPO_PORT',
  'TELEMETRY_SINK_PORT',
] as const;

export type Ports = Readonly<Record<(typeof PORT_VARIABLES)[number], string>>;

/** Ports that nobody uses, so that the check can run beside a system that is up. */
export async function freePorts(): Promise<Ports> {
  const servers = PORT_VARIABLES.map(() => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('No port could be had.');
    return String(address.port);
  });
  await Promise.all(servers.map((server) => (server.close(), once(server, 'close'))));
  return Object.fromEntries(PORT_VARIABLES.map((name, index) => [name, ports[index]])) as Ports;
}
