import { POSTGRES_PORT, SERVICES, TRACE_STORE_PORT } from './topology.js';
import { exists, json, text } from './workspace.js';

interface Container {
  readonly build: { readonly dockerfile: string };
  readonly remoteUser: string;
  readonly postCreateCommand: string;
  readonly forwardPorts: readonly number[];
  readonly portsAttributes: Readonly<Record<string, { readonly label: string }>>;
}

const container = json<Container>('.devcontainer/devcontainer.json');
const dockerfile = text(`.devcontainer/${container.build.dockerfile}`);

const published = (name: string) => Number(new RegExp(`^${name}=(\\d+)$`, 'm').exec(text('.env'))?.[1]);

describe('the container for developers', () => {
  it('forwards what listens, by the name of who does', () => {
    const labels = Object.fromEntries(
      container.forwardPorts.map((port) => [port, container.portsAttributes[String(port)]?.label]),
    );
    expect(labels).toEqual({
      ...Object.fromEntries(SERVICES.map(({ name, port }) => [port, name])),
      [POSTGRES_PORT]: 'PostgreSQL',
      [published('TOXIPROXY_PORT')]: 'fault proxy',
      [published('GRAFANA_PORT')]: 'Grafana',
      [published('PROMETHEUS_PORT')]: 'Prometheus',
      [TRACE_STORE_PORT]: 'traces (OTLP)',
    });
    expect(Object.keys(container.portsAttributes).map(Number)).toEqual(
      container.forwardPorts.toSorted((one, other) => one - other),
    );
  });

  it('sets itself up with what a fresh clone has', () => {
    expect(container.postCreateCommand).toBe('node tools/bootstrap.mjs setup');
    expect(exists('tools/bootstrap.mjs')).toBe(true);
  });

  it('belongs to an ordinary user, as PostgreSQL asks', () => {
    expect(container.remoteUser).toBe('node');
    expect(dockerfile).not.toMatch(/^USER /m);
  });

  it('has the Node of the images, and a real Prometheus', () => {
    const [, major] = /NODE_IMAGE=node:(\d+)\./.exec(text('Dockerfile')) ?? [];
    expect(dockerfile).toMatch(
      new RegExp(`^FROM mcr\\.microsoft\\.com/devcontainers/javascript-node:${major}-`),
    );
    expect(dockerfile).toMatch(/apt-get install .*\bprometheus\b/);
  });
});
