import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NO_PROMETHEUS } from '../src/observe/observation.js';
import { FixtureHome, isFree } from './fixture-system.js';

describe('--observe where Prometheus is not installed', () => {
  let home: FixtureHome;

  beforeEach(async () => {
    home = await FixtureHome.create();
  });

  afterEach(() => home.remove());

  it('keeps traces, says in one line that there are no alerts, and leaves nothing', async () => {
    const run = await home.startReady({ args: ['--observe'], env: { PATH: '' } });
    const at = `http://127.0.0.1:${4318 + home.portOffset}`;
    expect(run.output).toContain(` ${NO_PROMETHEUS}\n`);
    await run.says(`\n      traces: ${at}/traces/<trace_id>\n`);
    const environment = await (await fetch(home.url('shop', '/environment'))).json();
    expect(environment).toMatchObject({ OTEL_EXPORTER_OTLP_ENDPOINT: at });
    expect((await fetch(at)).status).toBe(200);
    expect(await isFree(9090 + home.portOffset)).toBe(true);

    const processes = run.processes();
    expect(processes.map(({ name }) => name).sort()).toEqual([
      'depot',
      'fault-proxy',
      'postgres',
      'shop',
      'trace-store',
    ]);
    expect(await run.end('SIGINT')).toBe(0);
    expect(await home.remains(processes)).toEqual([]);
    const log = readFileSync(join(home.directory, 'logs', 'trace-store.log'), 'utf8');
    expect(JSON.parse(log.split('\n')[0] ?? '')).toMatchObject({ service: 'trace-store', level: 'info' });
  });

  it('starts a killed store of traces again', async () => {
    const run = await home.startReady({ args: ['--observe'], env: { PATH: '' } });
    const { pid } = home.process('trace-store');
    process.kill(pid, 'SIGKILL');
    await run.says(`trace-store died: process ${pid} was killed by SIGKILL`);
    await run.says('trace-store is ready', 2);
    expect(await run.end()).toBe(0);
  });
});

describe('--fresh', () => {
  it('wipes what Prometheus has measured', async () => {
    const home = await FixtureHome.create();
    const data = join(home.directory, 'prometheus', 'data');
    mkdirSync(data, { recursive: true });
    writeFileSync(join(data, 'measured'), '');
    const run = await home.startReady({ args: ['--fresh'] });
    expect(existsSync(data)).toBe(false);
    await run.end();
    await home.remove();
  });
});
