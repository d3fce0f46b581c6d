import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { FixtureHome } from './fixture-system.js';

describe('a start that cannot succeed', () => {
  let home: FixtureHome;

  beforeEach(async () => {
    home = await FixtureHome.create();
  });

  afterEach(() => home.remove());

  it.each([
    ['depot', 3002],
    ['postgres', 54_329],
    ['fault-proxy', 8474],
    ['proxy shop_postgres', 20_002],
    ['trace-store', 4318],
    ['prometheus', 9090],
  ])('names the port that %s needs and the process that has it', async (name, port) => {
    const taken = port + home.portOffset;
    const server = createServer().listen(taken, '127.0.0.1');
    await once(server, 'listening');
    writeFileSync(join(home.directory, 'prometheus'), '', { mode: 0o755 });
    const run = home.start({ args: ['--observe'], env: { PATH: home.directory } });
    expect(await run.exited).toBe(1);
    server.close();
    await once(server, 'close');
    expect(run.output).toContain(`Port ${taken}, which ${name} needs, is in use by process ${process.pid} (`);
    expect(await home.remains([])).toEqual([]);
  });

  it('because another copy runs names that copy and leaves it alone', async () => {
    const first = await home.startReady();
    const second = home.start();
    expect(await second.exited).toBe(1);
    expect(second.output).toContain(`Baluarte is already running here as process ${first.pid}.`);
    expect((await fetch(home.url('shop', '/health/ready'))).status).toBe(200);
    expect(await first.end()).toBe(0);
  });

  it('because a service exits says which, how and its last words, and leaves nothing running', async () => {
    const run = home.start({ env: { MISBEHAVE: 'depot:exits' } });
    expect(await run.exited).toBe(1);
    expect(run.output).toContain('depot could not come up 3 times in a row: process ');
    expect(run.output).toContain(' exited with code 3 before it was ready');
    expect(run.output).toContain('| ConfigurationError: PAYMENTS_URL is not a URL');
    expect(await home.remains([])).toEqual([]);
  });

  it('because a service never becomes ready says so after three attempts', async () => {
    const run = home.start({ env: { MISBEHAVE: 'shop:never-ready', START_TIMEOUT_MS: '1500' } });
    expect(await run.exited).toBe(1);
    expect(run.output.split('was not ready within 1.5 s').length - 1).toBeGreaterThanOrEqual(3);
    expect(await home.remains([])).toEqual([]);
  });

  it('because the traces already go elsewhere says where, and starts nothing', async () => {
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:9999' };
    const run = home.start({ args: ['--observe'], env });
    expect(await run.exited).toBe(2);
    expect(run.output).toContain('OTEL_EXPORTER_OTLP_ENDPOINT sends them to http://localhost:9999');
    expect(run.output).toContain('Usage: npm start');
    expect(await home.remains([])).toEqual([]);
  });

  it('because of a wrong argument prints the usage and starts nothing', async () => {
    const run = home.start({ args: ['--frech'] });
    expect(await run.exited).toBe(2);
    expect(run.output).toContain("Unknown option '--frech'");
    expect(run.output).toContain('Usage: npm start');
    expect(await home.remains([])).toEqual([]);
  });
});
