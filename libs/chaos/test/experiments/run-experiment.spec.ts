import { jest } from '@jest/globals';
import { ManualClock } from '@baluarte/testing';
import {
  answerWith,
  answerWithin,
  comeTo,
  keepTheContract,
  runExperiment,
  succeed,
  type Answer,
  type Experiment,
  type RunResult,
} from '../../src/index.js';

/** A service that may be broken, and breakers that may be missing. */
class Shop {
  isBroken = false;
  isTakenOut = false;
  rollbacks = 0;

  answer(): Answer {
    return this.isBroken
      ? { status: 503, errorCode: 'SHOP_UNAVAILABLE', keepsContract: true }
      : { status: 200, keepsContract: true };
  }
}

const TIMING = { steadyMs: 1_000, faultMs: 2_000, recoveryMs: 1_000 };

const experiment = (changes: Partial<Experiment<Shop>> = {}): Experiment<Shop> => ({
  name: 'broken-shop',
  pattern: 'none',
  hypothesis: 'A broken shop says so.',
  timing: TIMING,
  traffic: (shop) => [{ name: 'visits', perSecond: 10, send: async () => shop.answer() }],
  gauges: (shop) => [{ name: 'broken', read: async () => (shop.isBroken ? 1 : 0) }],
  steadyState: [succeed({ phase: 'steady' }, 1)],
  expectations: [
    answerWith({ phase: 'fault' }, 1, { status: 503, errorCode: 'SHOP_UNAVAILABLE' }),
    succeed({ phase: 'recovery' }, 1),
  ],
  inject: async (shop) => {
    shop.isBroken = true;
  },
  rollback: async (shop) => {
    shop.isBroken = false;
    shop.rollbacks += 1;
  },
  ...changes,
});

describe('an experiment', () => {
  let clock: ManualClock;
  let shop: Shop;
  let stopping: AbortController;

  beforeEach(() => {
    clock = new ManualClock();
    shop = new Shop();
    stopping = new AbortController();
  });

  async function run(changes: Partial<Experiment<Shop>> = {}, lastsMs = 4_000): Promise<RunResult> {
    const result = runExperiment(experiment(changes), { world: shop, signal: stopping.signal, clock });
    await clock.advance(lastsMs);
    return result;
  }

  it('holds when everything that was claimed was seen, and tells what was measured', async () => {
    const { verdict, judgements, evidence } = await run();
    expect(verdict).toBe('held');
    expect(judgements).toEqual([
      {
        statement: '100 % of the requests during the fault are answered with 503 SHOP_UNAVAILABLE',
        held: true,
        measured: '20 of 20',
      },
      { statement: '100 % of the requests after the fault succeed', held: true, measured: '10 of 10' },
    ]);
    expect(evidence.times).toEqual({ faultAtMs: 1_000, rolledBackAtMs: 3_000, endedAtMs: 4_000 });
    expect(evidence.in({ phase: 'steady' })).toHaveLength(10);
  });

  it('is refuted when one claim does not hold, and names what came instead', async () => {
    const { verdict, judgements } = await run({ expectations: [succeed({ phase: 'fault' }, 0.5)] });
    expect(verdict).toBe('refuted');
    expect(judgements[0]).toMatchObject({
      held: false,
      measured: '0 of 20, others: 503 SHOP_UNAVAILABLE × 20',
    });
  });

  it('holds nothing of which nothing was seen', async () => {
    const { verdict } = await run({
      expectations: [
        succeed({ phase: 'fault', traffic: 'nobody' }, 0),
        answerWithin({ phase: 'fault', traffic: 'nobody' }, 95, 1),
      ],
    });
    expect(verdict).toBe('refuted');
  });

  it('puts no fault into a system that is not well', async () => {
    shop.isBroken = true;
    const inject = jest.fn(async () => undefined);
    const { verdict, reason } = await run({ inject });
    expect([verdict, reason]).toEqual(['aborted', 'the system was not well before the fault']);
    expect(inject).not.toHaveBeenCalled();
  });

  it('ends the fault at once when its abort condition is met', async () => {
    const { verdict, reason, evidence } = await run({
      abortWhen: (seen) =>
        seen.in({ phase: 'fault' }).length >= 10 ? 'ten customers are enough' : undefined,
    });
    expect([verdict, reason]).toEqual(['aborted', 'ten customers are enough']);
    expect(evidence.times.rolledBackAtMs).toBe(2_000);
    expect(shop).toMatchObject({ isBroken: false, rollbacks: 1 });
  });

  it('takes the fault out when somebody stops it, and says so', async () => {
    const running = runExperiment(experiment(), { world: shop, signal: stopping.signal, clock });
    await clock.advance(1_500);
    expect(shop.isBroken).toBe(true);
    stopping.abort();
    await clock.advance(0);
    expect(await running).toMatchObject({ verdict: 'aborted', reason: 'it was stopped' });
    expect(shop).toMatchObject({ isBroken: false, rollbacks: 1 });
    expect(clock.pending).toBe(0);
  });

  it('takes out what was put in by halves, and says what went wrong', async () => {
    const { verdict, reason } = await run({
      inject: async () => {
        shop.isBroken = true;
        throw new Error('no such proxy');
      },
    });
    expect([verdict, reason]).toEqual(['aborted', 'the fault could not be put in: Error: no such proxy']);
    expect(shop.isBroken).toBe(false);
  });

  it('does not hide that a fault could not be taken out', async () => {
    const running = runExperiment(
      experiment({ rollback: () => Promise.reject(new Error('the proxy is gone')) }),
      { world: shop, signal: stopping.signal, clock },
    );
    const failed = expect(running).rejects.toThrow('the proxy is gone');
    await clock.advance(4_000);
    await failed;
  });

  it('sends at the pace of its users, however slow the answers are', async () => {
    const { evidence } = await run(
      {
        steadyState: [],
        traffic: () => [
          {
            name: 'slow',
            perSecond: 10,
            send: () => new Promise((resolve) => void clock.setTimer(2_500, () => resolve(shop.answer()))),
          },
        ],
      },
      7_000,
    );
    expect(evidence.samples).toHaveLength(40);
    expect(new Set(evidence.samples.map(({ durationMs }) => durationMs))).toEqual(new Set([2_500]));
  });

  it('sees when a series came to a value', async () => {
    const { judgements } = await run({
      inject: (world, signal) =>
        new Promise((resolve) => {
          clock.setTimer(700, () => {
            world.isBroken = true;
          });
          signal.addEventListener('abort', () => resolve(), { once: true });
        }),
      expectations: [
        comeTo('broken', { value: 1, name: 'open', withinMs: 1_000 }),
        comeTo('broken', { value: 1, name: 'open', withinMs: 500 }),
        comeTo('broken', { value: 7, name: 'lost', withinMs: 500 }),
        comeTo('broken', { value: 0, name: 'closed', withinMs: 500, phase: 'recovery' }),
      ],
    });
    expect(judgements.map(({ held, measured }) => [held, measured])).toEqual([
      [true, 'after 0.8 s'],
      [false, 'after 0.8 s'],
      [false, 'never'],
      [true, 'after 0.0 s'],
    ]);
  });

  it('counts failures without the promised body, whenever they came', async () => {
    const { judgements } = await run({
      traffic: (world) => [
        { name: 'visits', perSecond: 10, send: async () => ({ ...world.answer(), keepsContract: false }) },
      ],
      expectations: [keepTheContract()],
    });
    expect(judgements[0]).toMatchObject({
      held: false,
      measured: '0 of 20 failures, others: 503 SHOP_UNAVAILABLE × 20',
    });
  });
});
