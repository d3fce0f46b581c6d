import { ManualClock } from '../src/index.js';

describe('a clock that is moved by hand', () => {
  it('stands still by itself', async () => {
    const clock = new ManualClock(1_000);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(clock.now()).toBe(1_000);
    expect(new ManualClock().now()).toBe(0);
  });

  it('runs timers in the order of their moments, and of their setting within one', async () => {
    const clock = new ManualClock();
    const ran: [string, number][] = [];
    const note = (name: string) => () => void ran.push([name, clock.now()]);
    clock.setTimer(30, note('late'));
    clock.setTimer(10, note('early'));
    clock.setTimer(10, note('early too'));
    clock.setTimer(-5, note('at once'));
    clock.setTimer(31, note('not yet'));
    await clock.advance(30);
    expect(ran).toEqual([
      ['at once', 0],
      ['early', 10],
      ['early too', 10],
      ['late', 30],
    ]);
    expect(clock.now()).toBe(30);
    expect(clock.pending).toBe(1);
  });

  it('runs timers that are set while it moves, by a callback or behind promises', async () => {
    const clock = new ManualClock();
    const ran: number[] = [];
    const sleep = (ms: number) => new Promise<void>((resolve) => void clock.setTimer(ms, resolve));
    const loop = async () => {
      for (let round = 0; round < 3; round += 1) {
        await sleep(10);
        for (let job = 0; job < 50; job += 1) await Promise.resolve();
        ran.push(clock.now());
      }
    };
    const done = loop();
    await clock.advance(30);
    await done;
    expect(ran).toEqual([10, 20, 30]);
  });

  it('does not run what was cancelled, be it by an earlier timer of the same moment', async () => {
    const clock = new ManualClock();
    const ran: string[] = [];
    clock.setTimer(10, () => second.cancel());
    const second = clock.setTimer(10, () => void ran.push('second'));
    const third = clock.setTimer(20, () => void ran.push('third'));
    third.cancel();
    third.cancel();
    await clock.advance(100);
    expect(ran).toEqual([]);
    expect(clock.pending).toBe(0);
  });

  it('refuses to go back, and passes on what a callback throws', async () => {
    const clock = new ManualClock();
    await expect(clock.advance(-1)).rejects.toThrow('cannot be moved by -1 ms');
    await expect(clock.advance(Number.NaN)).rejects.toThrow(RangeError);
    clock.setTimer(5, () => {
      throw new Error('broken callback');
    });
    await expect(clock.advance(10)).rejects.toThrow('broken callback');
    expect(clock.now()).toBe(5);
  });
});
