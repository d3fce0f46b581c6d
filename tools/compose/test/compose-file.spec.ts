import { existsSync } from 'node:fs';
import { own, project, services, started } from './compose-project.js';
import { environment, filled, ROOT, text } from './workspace.js';

const MEGABYTE = 1_048_576;
/** Images that hold nothing with which a check could be made. */
const WITHOUT_A_CHECK = ['otel-collector', 'k6'];
/** Capabilities that an entry point needs to become an ordinary user. */
const MAY_KEEP = { postgres: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'SETGID', 'SETUID'] } as Record<
  string,
  string[]
>;

function bytes(limit: string | undefined): number {
  const [, amount] = /^(\d+)m$/.exec(limit ?? '') ?? [];
  return Number(amount ?? Number.NaN) * MEGABYTE;
}

describe('the compose file', () => {
  it('starts at most 14 containers', () => {
    expect(started.length).toBeLessThanOrEqual(14);
  });

  it('lets them have at most 2.5 GB together', () => {
    const limits = started.map(([, { mem_limit }]) => bytes(mem_limit));
    expect(limits.reduce((sum, limit) => sum + limit, 0)).toBeLessThanOrEqual(2_500_000_000);
  });

  it('bounds the memory of what a profile adds, too', () => {
    for (const [name, { mem_limit }] of services) expect([name, bytes(mem_limit) > 0]).toEqual([name, true]);
  });

  it('publishes on the loopback address only, on ports that .env sets', () => {
    const ports = services.flatMap(([, service]) => service.ports ?? []);
    expect(ports.length).toBeGreaterThan(0);
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\$\{\w+_PORT\}:\d+$/);
    const published = ports.map((port) => filled(port).split(':')[1]);
    expect(new Set(published).size).toBe(published.length);
    const variables = Object.keys(environment()).filter((name) => name.endsWith('_PORT'));
    for (const name of variables) expect(ports.join()).toContain(`\${${name}}`);
  });

  it('pins every image to a version', () => {
    for (const [name, { image = '' }] of services) {
      expect([name, filled(image)]).toEqual([
        name,
        expect.stringMatching(/:v?\d+(\.\d+)+[\w.-]*(@sha256:[0-9a-f]{64})?$/),
      ]);
    }
  });

  it('hardens every container', () => {
    for (const [name, service] of services) {
      expect({ name, ...service }).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
      });
      expect([name, service['cap_add'] ?? []]).toEqual([name, MAY_KEEP[name] ?? []]);
      for (const key of ['privileged', 'pid', 'ipc', 'network_mode', 'devices', 'userns_mode'])
        expect([name, key, service[key]]).toEqual([name, key, undefined]);
    }
  });

  it('mounts no socket of an engine, and only files that are there', () => {
    const mounts = services.flatMap(([, { volumes = [] }]) => volumes);
    expect(text('docker-compose.yml')).not.toContain('docker.sock');
    for (const mount of mounts) {
      const [source = '', , mode] = mount.split(':');
      if (!source.startsWith('.')) {
        expect(Object.keys(project.volumes)).toContain(source);
        continue;
      }
      expect([source, existsSync(`${ROOT}/${source}`)]).toEqual([source, true]);
      expect([source, mode]).toEqual([source, 'ro']);
    }
  });

  it('knows whether a container is well, wherever the image has a way, and never by a shell', () => {
    for (const [name, { build, healthcheck }] of services) {
      if (build !== undefined || WITHOUT_A_CHECK.includes(name)) continue;
      expect([name, healthcheck?.test[0]]).toEqual([name, 'CMD']);
    }
  });

  it('waits only for what can tell that it is well', () => {
    for (const [name, { depends_on = {} }] of services)
      for (const [other, { condition }] of Object.entries(depends_on)) {
        expect([name, other, condition]).toEqual([name, other, 'service_healthy']);
        const target = project.services[other];
        expect([other, target?.healthcheck !== undefined || target?.build !== undefined]).toEqual([
          other,
          true,
        ]);
      }
  });

  it('names the service, its version and the environment in every signal of the services', () => {
    for (const name of own) {
      const variables = project.services[name]?.environment ?? {};
      expect(variables).toMatchObject({
        OTEL_SERVICE_NAME: name,
        OTEL_RESOURCE_ATTRIBUTES: 'service.version=${BALUARTE_VERSION},deployment.environment.name=compose',
        OTEL_EXPORTER_OTLP_ENDPOINT: 'http://otel-collector:4318',
        OTEL_LOGS_EXPORTER: 'otlp',
      });
    }
  });

  it('gives a service time to finish what is in flight before it is killed', () => {
    for (const name of own) expect(project.services[name]?.['stop_grace_period']).toBe('15s');
  });
});
