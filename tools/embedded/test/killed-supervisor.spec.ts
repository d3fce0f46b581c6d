import { spawnSync } from 'node:child_process';
import { FixtureHome, until } from './fixture-system.js';

describe('a supervisor that is killed', () => {
  let home: FixtureHome;

  beforeEach(async () => {
    home = await FixtureHome.create();
  });

  afterEach(() => home.remove());

  it('takes every process with it, and the next start finds its data', async () => {
    const run = await home.startReady();
    await fetch(home.url('shop', '/notes'), { method: 'POST' });
    const processes = run.processes();
    await run.end('SIGKILL');
    await until(
      async () => (await home.remains(processes)).join() === 'the lock',
      () => 'something outlived the supervisor',
    );

    const next = await home.startReady();
    expect(await (await fetch(home.url('shop', '/notes'))).text()).toBe('1');
    expect(await next.end()).toBe(0);
  });

  it('and could not take its processes with it has them ended by the next start', async () => {
    const run = await home.startReady();
    const processes = run.processes();
    for (const pid of lifelinesOf(processes.map((noted) => noted.pid))) process.kill(pid, 'SIGKILL');
    await run.end('SIGKILL');
    expect(await home.remains(processes)).toContain(`postgres ${home.process('postgres').pid}`);

    const next = await home.startReady();
    for (const { name, pid } of processes) expect(next.output).toContain(`${name} (process ${pid})`);
    expect(await next.end()).toBe(0);
    expect(await home.remains(processes)).toEqual([]);
  });
});

/** The shells that hold a pipe to the supervisor and name one of these processes. */
function lifelinesOf(pids: readonly number[]): number[] {
  const { stdout } = spawnSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' });
  return stdout
    .split('\n')
    .map((line) => /^\s*(?<lifeline>\d+) .*baluarte-lifeline (?<pid>\d+) /.exec(line)?.groups)
    .filter((groups) => groups !== undefined && pids.includes(Number(groups['pid'])))
    .map((groups) => Number(groups?.['lifeline']));
}
