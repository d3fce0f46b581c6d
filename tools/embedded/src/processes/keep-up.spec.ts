import { Backoff } from './backoff.js';
import type { Attempt } from './come-up.js';
import type { ExitStatus } from './exit-status.js';
import { CannotComeUpError, keepUp, STABLE_AFTER_MS } from './keep-up.js';
import type { RunningProcess } from './running-process.js';

const FAILED: Attempt = { type: 'failed', reason: 'process 7 exited with code 1 before it was ready' };
const KILLED: ExitStatus = { code: null, signal: 'SIGKILL' };

/** A program whose attempts are scripted, on a clock that moves only when it is told to. */
class Scripted {
  nowMs = 0;
  readonly waits: number[] = [];
  readonly reports: string[] = [];
  readonly stop = new AbortController();
  ended = 0;

  constructor(private readonly script: (() => Attempt)[]) {}

  run(): Promise<void> {
    return keepUp({
      name: 'orders',
      backoff: new Backoff({ firstMs: 1_000, random: () => 0 }),
      attempt: () => Promise.resolve(this.next()),
      wait: (ms) => Promise.resolve(void this.waits.push(ms)),
      elapsedMs: () => this.nowMs,
      report: (text) => void this.reports.push(text),
      lastWords: () => '\nlast words',
      onUp: () => undefined,
      stopping: this.stop.signal,
      forced: new AbortController().signal,
    });
  }

  /** It is up, and dies after so long. */
  readonly diesAfter = (ms: number) => (): Attempt => ({
    type: 'up',
    process: this.process(
      new Promise((resolve) => setImmediate(() => ((this.nowMs += ms), resolve(KILLED)))),
    ),
  });

  /** It is up and stays up; somebody asks it to stop. */
  readonly staysUntilStopped = (): Attempt => {
    void Promise.resolve().then(() => this.stop.abort());
    return { type: 'up', process: this.process(new Promise(() => undefined)) };
  };

  private process(exited: Promise<ExitStatus>): RunningProcess {
    return { pid: 7, exited, end: () => Promise.resolve((this.ended++, KILLED)) };
  }

  private next(): Attempt {
    const attempt = this.script.shift();
    if (!attempt) throw new Error('More attempts than the test expects.');
    return attempt();
  }
}

const scripted = (write: (program: Scripted) => (() => Attempt)[]): Scripted => {
  const script: (() => Attempt)[] = [];
  const program = new Scripted(script);
  script.push(...write(program));
  return program;
};

describe('keepUp', () => {
  it('gives up after three failures in a row, with the reason and the last words', async () => {
    const program = scripted(() => [() => FAILED, () => FAILED, () => FAILED]);
    const failure = program.run();
    await expect(failure).rejects.toThrow(CannotComeUpError);
    await expect(failure).rejects.toThrow(
      'orders could not come up 3 times in a row: process 7 exited with code 1 before it was ready\nlast words',
    );
    expect(program.waits).toEqual([500, 1_000]);
  });

  it('counts failures from zero once the program has been up', async () => {
    const program = scripted(({ diesAfter, staysUntilStopped }) => [
      () => FAILED,
      () => FAILED,
      diesAfter(10),
      () => FAILED,
      () => FAILED,
      staysUntilStopped,
    ]);
    await program.run();
    expect(program.reports).toHaveLength(5);
  });

  it('waits longer after each death', async () => {
    const program = scripted(({ diesAfter, staysUntilStopped }) => [
      diesAfter(10),
      diesAfter(10),
      diesAfter(10),
      staysUntilStopped,
    ]);
    await program.run();
    expect(program.waits).toEqual([500, 1_000, 2_000]);
  });

  it('begins again with the shortest wait when the program had been stable', async () => {
    const program = scripted(({ diesAfter, staysUntilStopped }) => [
      diesAfter(10),
      diesAfter(10),
      diesAfter(STABLE_AFTER_MS),
      staysUntilStopped,
    ]);
    await program.run();
    expect(program.waits).toEqual([500, 1_000, 500]);
  });

  it('ends the program and does not start it again when it is to stop', async () => {
    const program = scripted(({ staysUntilStopped }) => [staysUntilStopped]);
    await program.run();
    expect(program).toMatchObject({ ended: 1, waits: [], reports: [] });
  });
});
