import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { FixtureHome, until, type FixtureRun } from './fixture-system.js';

/** Moments of a start on an empty home, in their order. */
const MOMENTS: readonly [string, (run: FixtureRun, home: FixtureHome) => Promise<void>][] = [
  [
    'the lock was taken',
    async (_run, home) =>
      until(
        () => exists(home, 'running.json'),
        () => 'no lock',
      ),
  ],
  [
    'the database cluster is being made',
    async (_run, home) =>
      until(
        () => exists(home, 'postgres/data.draft'),
        () => 'no draft',
      ),
  ],
  [
    'PostgreSQL was launched',
    async (_run, home) =>
      until(
        () => home.processes().length === 1,
        () => 'not launched',
      ),
  ],
  ['PostgreSQL is ready', async (run) => run.says('postgres is ready')],
  [
    'the fault proxy was launched',
    async (_run, home) =>
      until(
        () => home.processes().length === 2,
        () => 'not launched',
      ),
  ],
  [
    'the services were launched',
    async (_run, home) =>
      until(
        () => home.processes().length === 4,
        () => 'not launched',
      ),
  ],
  ['all but one are ready', async (run) => run.says('shop is ready')],
];

const exists = (home: FixtureHome, path: string) => existsSync(join(home.directory, path));

describe('an interruption', () => {
  let home: FixtureHome;

  beforeEach(async () => {
    home = await FixtureHome.create();
  });

  afterEach(() => home.remove());

  it.each(MOMENTS)('as soon as %s ends with exit code 0 and leaves nothing behind', async (_name, moment) => {
    const run = home.start();
    await moment(run, home);
    const processes = run.processes();
    expect(await run.end('SIGINT')).toBe(0);
    expect(await home.remains(processes)).toEqual([]);
    expect(run.output).not.toContain('could not');
  });

  it('during the first start does not spoil the next one', async () => {
    const first = home.start();
    await until(
      () => exists(home, 'postgres/data.draft'),
      () => 'no draft',
    );
    await first.end('SIGINT');
    const second = await home.startReady();
    expect(await second.end('SIGINT')).toBe(0);
  });

  it('by a vanished terminal stops everything', async () => {
    const run = await home.startReady();
    const processes = run.processes();
    run.child.stdout?.destroy();
    run.child.stderr?.destroy();
    expect(await run.end('SIGHUP')).toBe(0);
    expect(await home.remains(processes)).toEqual([]);
  });

  it('asked for again ends a service that does not end by itself', async () => {
    const run = await home.startReady({ env: { MISBEHAVE: 'shop:hangs' } });
    const processes = run.processes();
    run.child.kill('SIGINT');
    await run.says('stopping');
    await until(
      () => {
        run.child.kill('SIGINT');
        return run.output.includes('asked again');
      },
      () => 'it did not notice',
    );
    expect(await run.exited).toBe(0);
    expect(await home.remains(processes)).toEqual([]);
  });
});
