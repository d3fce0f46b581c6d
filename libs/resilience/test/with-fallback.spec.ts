import { EventStream } from '../src/event-stream.js';
import type { ResilienceEvent } from '../src/events.js';
import { CircuitOpenError, DeadlinePassedError } from '../src/rejections.js';
import { withFallback } from '../src/with-fallback.js';

function fallbackUnderTest() {
  const events = new EventStream();
  const told: ResilienceEvent[] = [];
  events.subscribe((event) => told.push(event));
  const plan = {
    dependency: 'recommendations',
    operation: 'related',
    on: [CircuitOpenError, DeadlinePassedError],
    substitute: (failure: Error) => `instead of ${failure.name}`,
  };
  return { told, ask: <T>(work: () => Promise<T>) => withFallback(events, plan, work) };
}

describe('a fallback', () => {
  it('is not asked while the work does what it should', async () => {
    const { told, ask } = fallbackUnderTest();
    expect(await ask(() => Promise.resolve('related'))).toBe('related');
    expect(told).toEqual([]);
  });

  it('stands in for every failure that it covers, knows why, and is told', async () => {
    for (const Failure of [CircuitOpenError, DeadlinePassedError]) {
      const { told, ask } = fallbackUnderTest();
      const failure = new Failure({ dependency: 'recommendations' });
      expect(await ask(() => Promise.reject(failure))).toBe(`instead of ${failure.name}`);
      expect(told).toEqual([
        {
          type: 'fallback',
          dependency: 'recommendations',
          operation: 'related',
          at: expect.any(Number) as number,
          reason: failure.name,
        },
      ]);
    }
  });

  it('covers nothing else, and does not tell it', async () => {
    const { told, ask } = fallbackUnderTest();
    const bug = new TypeError('a bug');
    await expect(ask(() => Promise.reject(bug))).rejects.toBe(bug);
    expect(told).toEqual([]);
  });
});
