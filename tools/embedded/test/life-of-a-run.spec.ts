import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { FixtureHome, until, type FixtureRun } from './fixture-system.js';

describe('a run of the system', () => {
  let home: FixtureHome;
  let run: FixtureRun;

  beforeAll(async () => {
    home = await FixtureHome.create();
    run = await home.startReady({ env: { PAYMENTS_ATTEMPT_TIMEOUT_MS: '250', npm_config_noise: 'x' } });
  });

  afterAll(() => home.remove());

  const environmentOf = async (service: 'shop' | 'depot') =>
    (await (await fetch(home.url(service, '/environment'))).json()) as Record<string, string>;
  const notes = async () => (await fetch(home.url('shop', '/notes'))).text();

  it('prints one line that begins with READY and has the URL of every service', () => {
    const lines = run.output.split('\n').filter((line) => line.startsWith('READY'));
    expect(lines).toEqual([
      `READY shop http://localhost:${3001 + home.portOffset}  depot http://localhost:${3002 + home.portOffset}`,
    ]);
  });

  it('puts a proxy on every edge, and leads the services through it', async () => {
    const answer = await fetch(`http://127.0.0.1:${8474 + home.portOffset}/proxies`);
    const proxies = (await answer.json()) as Record<string, { listen: string; upstream: string }>;
    expect(Object.keys(proxies)).toEqual(['shop_depot', 'shop_postgres', 'depot_postgres']);
    expect(proxies).toMatchObject({
      shop_depot: { enabled: true, upstream: `127.0.0.1:${3002 + home.portOffset}` },
      shop_postgres: { enabled: true, upstream: `127.0.0.1:${54_329 + home.portOffset}` },
    });
    const environment = await environmentOf('shop');
    expect(environment['DEPOT_URL']).toBe(`http://${proxies['shop_depot']?.listen}`);
    expect(environment['DATABASE_URL']).toBe(`postgres://shop:shop@${proxies['shop_postgres']?.listen}/shop`);
  });

  it('tells each service where it listens, and hands on settings of the user', async () => {
    const environment = await environmentOf('shop');
    expect(environment).toMatchObject({
      PORT: String(3001 + home.portOffset),
      HOST: '127.0.0.1',
      PAYMENTS_ATTEMPT_TIMEOUT_MS: '250',
    });
    expect(environment).not.toHaveProperty('npm_config_noise');
  });

  it('starts a killed fault proxy again, with its proxies', async () => {
    const { pid } = home.process('fault-proxy');
    process.kill(pid, 'SIGKILL');
    await run.says(`fault-proxy died: process ${pid} was killed by SIGKILL`);
    await run.says('fault-proxy is ready', 2);
    await until(
      async () => (await notes()) !== '',
      () => 'the shop did not find its database again',
    );
  });

  it('lets no service into the database of another', async () => {
    const port = 54_329 + home.portOffset;
    const client = new pg.Client(`postgres://depot:depot@127.0.0.1:${port}/shop`);
    await expect(client.connect()).rejects.toThrow('permission denied for database "shop"');
  });

  it('reports a service that is killed by name, process and signal, and starts it again', async () => {
    const { pid } = home.process('depot');
    process.kill(pid, 'SIGKILL');
    await run.says(`depot died: process ${pid} was killed by SIGKILL; starting it again in `);
    await run.says('depot is ready', 2);
    expect(home.process('depot').pid).not.toBe(pid);
    expect((await fetch(home.url('depot', '/health/ready'))).status).toBe(200);
  });

  it('starts a killed PostgreSQL again, with what was committed still there', async () => {
    await fetch(home.url('shop', '/notes'), { method: 'POST' });
    const { pid } = home.process('postgres');
    process.kill(pid, 'SIGKILL');
    await run.says(`postgres died: process ${pid} was killed by SIGKILL`);
    await run.says('postgres is ready', 2);
    await until(
      async () => (await notes()) === '1',
      () => 'the note did not come back',
    );
  });

  it('writes everything as JSON lines to one log for each program', () => {
    for (const name of ['shop', 'depot', 'postgres', 'fault-proxy', 'baluarte']) {
      const lines = readFileSync(join(home.directory, 'logs', `${name}.log`), 'utf8')
        .trim()
        .split('\n');
      for (const line of lines) expect(JSON.parse(line)).toMatchObject({ service: name });
    }
  });

  it('ends on Ctrl-C with exit code 0 and leaves no process, port or lock', async () => {
    const processes = run.processes();
    expect(processes.map(({ name }) => name).sort()).toEqual(['depot', 'fault-proxy', 'postgres', 'shop']);
    expect(await run.end('SIGINT')).toBe(0);
    expect(await home.remains(processes)).toEqual([]);
  });

  it('stops callers before those they call, and PostgreSQL last', () => {
    const lastWords = (name: string) =>
      readFileSync(join(home.directory, 'logs', `${name}.log`), 'utf8')
        .trim()
        .split('\n')
        .at(-1);
    expect(lastWords('shop')).toContain('drained without an error');
    expect(lastWords('depot')).toContain('drained without an error');
    expect(lastWords('postgres')).toContain('database system is shut down');
  });

  it('has the data of the last run, until it is started with --fresh', async () => {
    const second = await home.startReady();
    expect(await notes()).toBe('1');
    expect(await second.end('SIGTERM')).toBe(0);

    const fresh = await home.startReady({ args: ['--fresh'] });
    expect(await notes()).toContain('relation "notes" does not exist');
    expect(await fresh.end('SIGTERM')).toBe(0);
  });

  it('goes straight from service to service with --no-proxies', async () => {
    const direct = await home.startReady({ args: ['--no-proxies'] });
    expect(direct.processes().map(({ name }) => name)).not.toContain('fault-proxy');
    expect(await environmentOf('shop')).toMatchObject({
      DEPOT_URL: `http://127.0.0.1:${3002 + home.portOffset}`,
      DATABASE_URL: `postgres://shop:shop@127.0.0.1:${54_329 + home.portOffset}/shop`,
    });
    expect(await direct.end('SIGTERM')).toBe(0);
  });
});
