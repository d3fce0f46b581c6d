import { getEventListeners } from 'node:events';
import { ManualClock } from '@baluarte/testing';
import { Attempt, runAttempt } from '../src/attempt.js';
import { AttemptTimeoutError, CallAbortedError } from '../src/call-errors.js';
import { Caller } from '../src/caller.js';
import { wait } from '../src/wait.js';

const listenersOn = ({ signal }: AbortController) => getEventListeners(signal, 'abort').length;
const nameOf = (ending: Promise<unknown>) =>
  ending.then(
    (value) => value,
    (error: unknown) => (error instanceof Error ? error.constructor.name : error),
  );

function twoControllers() {
  const controllers = [new AbortController(), new AbortController()] as const;
  const [own, outer] = controllers;
  return { own, outer, caller: new Caller(own.signal, outer.signal) };
}

describe('those who may give a call up', () => {
  it('are both heard, and neither any more once nobody wants to know', () => {
    const { own, outer, caller } = twoControllers();
    let heard = 0;
    const stop = caller.onGivingUp(() => (heard += 1));
    expect([listenersOn(own), listenersOn(outer)]).toEqual([1, 1]);
    own.abort();
    outer.abort();
    expect(heard).toBe(2);
    const other = twoControllers();
    other.caller.onGivingUp(() => (heard += 1))();
    expect([listenersOn(other.own), listenersOn(other.outer)]).toEqual([0, 0]);
    stop();
  });

  it('have given up as soon as one of them has, for the reason of that one', () => {
    const first = twoControllers();
    expect([first.caller.hasGivenUp, first.caller.reason]).toEqual([false, undefined]);
    first.own.abort('enough');
    first.outer.abort('gone');
    expect([first.caller.hasGivenUp, first.caller.reason]).toEqual([true, 'enough']);
    const second = twoControllers();
    second.outer.abort('gone');
    expect([second.caller.hasGivenUp, second.caller.reason]).toEqual([true, 'gone']);
  });

  it('may be one, or nobody', () => {
    for (const isFirst of [true, false]) {
      const controller = new AbortController();
      const caller = isFirst
        ? new Caller(controller.signal, undefined)
        : new Caller(undefined, controller.signal);
      let heard = 0;
      const stop = caller.onGivingUp(() => (heard += 1));
      expect(caller.hasGivenUp).toBe(false);
      stop();
      expect(listenersOn(controller)).toBe(0);
      caller.onGivingUp(() => (heard += 1));
      controller.abort('enough');
      expect([heard, caller.hasGivenUp, caller.reason]).toEqual([1, true, 'enough']);
    }
    const nobody = new Caller(undefined, undefined);
    expect([nobody.hasGivenUp, nobody.reason, nobody.onGivingUp(() => undefined)()]).toEqual([
      false,
      undefined,
      undefined,
    ]);
  });
});

describe('a wait', () => {
  it('is as long as it should be, and leaves nothing behind', async () => {
    const clock = new ManualClock();
    const { own, outer, caller } = twoControllers();
    let isOver = false;
    void wait(100, 'peer', clock, caller).then(() => (isOver = true));
    await clock.advance(99);
    expect(isOver).toBe(false);
    await clock.advance(1);
    expect([isOver, clock.pending, listenersOn(own), listenersOn(outer)]).toEqual([true, 0, 0, 0]);
  });

  it('ends with its caller, who says why, and leaves nothing behind', async () => {
    const clock = new ManualClock();
    const { own, outer, caller } = twoControllers();
    const waiting = wait(100, 'peer', clock, caller).catch((error: unknown) => error);
    outer.abort('gone');
    const error = await waiting;
    expect(error).toBeInstanceOf(CallAbortedError);
    expect(error).toMatchObject({ dependency: 'peer', cause: 'gone', code: 'ERR_CANCELED' });
    expect([clock.pending, listenersOn(own), listenersOn(outer)]).toEqual([0, 0, 0]);
  });

  it('does not begin for a caller that has given up', async () => {
    const clock = new ManualClock();
    const caller = new Caller(AbortSignal.abort('enough'), undefined);
    await expect(wait(100, 'peer', clock, caller)).rejects.toMatchObject({ cause: 'enough' });
    expect(clock.pending).toBe(0);
  });
});

describe('one attempt', () => {
  const running = (run: (attempt: Attempt) => Promise<unknown>) => {
    const clock = new ManualClock();
    const { own, outer, caller } = twoControllers();
    const attempt = new Attempt(1, 300.4);
    const ending = runAttempt(run, attempt, { dependency: 'peer', clock, caller });
    const leftBehind = () => [clock.pending, listenersOn(own), listenersOn(outer)];
    return { clock, own, attempt, ending, leftBehind };
  };

  it('gives what the work gives, or throws what it throws, and leaves nothing behind', async () => {
    const good = running(() => Promise.resolve('fine'));
    expect(good.leftBehind()).toEqual([1, 1, 1]);
    expect(await good.ending).toBe('fine');
    expect(good.leftBehind()).toEqual([0, 0, 0]);
    const bug = new TypeError('a bug');
    const bad = running(() => Promise.reject(bug));
    await expect(bad.ending).rejects.toBe(bug);
    expect(bad.leftBehind()).toEqual([0, 0, 0]);
    const worse = running(() => {
      throw bug;
    });
    await expect(worse.ending).rejects.toBe(bug);
    expect(worse.leftBehind()).toEqual([0, 0, 0]);
  });

  it('ends when its time is up, though the work does not, and tells the work', async () => {
    let signal: AbortSignal | undefined;
    const { clock, ending, leftBehind } = running((attempt) => {
      ({ signal } = attempt);
      return new Promise(() => undefined);
    });
    const caught = ending.catch((error: unknown) => error);
    await clock.advance(301);
    const error = await caught;
    expect(error).toBeInstanceOf(AttemptTimeoutError);
    expect(error).toMatchObject({
      message: 'peer did not answer within 300 ms.',
      code: 'ETIMEDOUT',
      timeoutMs: 300.4,
    });
    expect(signal?.reason).toBe(error);
    expect(leftBehind()).toEqual([0, 0, 0]);
  });

  it('ends with its caller, and tells the work that only looks afterwards', async () => {
    const { own, attempt, ending, leftBehind } = running(() => new Promise(() => undefined));
    own.abort();
    expect(await nameOf(ending)).toBe('CallAbortedError');
    expect(leftBehind()).toEqual([0, 0, 0]);
    expect([attempt.signal.aborted, attempt.signal]).toEqual([true, attempt.signal]);
  });

  it('has one signal, which does not abort while all is well', async () => {
    const { attempt, ending } = running((each) => Promise.resolve(each.signal));
    expect(await ending).toBe(attempt.signal);
    expect(attempt.signal.aborted).toBe(false);
  });
});
