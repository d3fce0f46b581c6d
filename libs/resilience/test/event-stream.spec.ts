import { jest } from '@jest/globals';
import { EventStream } from '../src/event-stream.js';
import type { ResilienceEvent } from '../src/events.js';

const EVENT: ResilienceEvent = {
  type: 'fallback',
  dependency: 'peer',
  operation: '',
  at: 0,
  reason: 'Error',
};

describe('the stream of events', () => {
  it('tells every listener in order, until it has had enough', () => {
    const events = new EventStream();
    const heard: string[] = [];
    const listener = (): void => void heard.push('one');
    const stops = [listener, () => void heard.push('two'), listener].map((each) => events.subscribe(each));
    events.emit(EVENT);
    expect(heard.splice(0)).toEqual(['one', 'two', 'one']);
    stops[0]?.();
    stops[0]?.();
    events.emit(EVENT);
    expect(heard.splice(0)).toEqual(['two', 'one']);
  });

  it('knows whether anybody listens', () => {
    const events = new EventStream();
    expect(events.isObserved).toBe(false);
    const stop = events.subscribe(() => undefined);
    expect(events.isObserved).toBe(true);
    stop();
    expect(events.isObserved).toBe(false);
  });

  it('goes on after a listener that throws, and says what it threw', () => {
    const thrown: unknown[] = [];
    const events = new EventStream((error) => thrown.push(error));
    const bug = new Error('a bug of a listener');
    const heard: ResilienceEvent[] = [];
    events.subscribe(() => {
      throw bug;
    });
    events.subscribe((event) => heard.push(event));
    events.emit(EVENT);
    expect([thrown, heard]).toEqual([[bug], [EVENT]]);
  });

  it('warns of a listener that throws where nobody says otherwise', () => {
    const warning = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    try {
      const events = new EventStream();
      events.subscribe(() => {
        throw new Error('a bug of a listener');
      });
      events.emit(EVENT);
      expect(warning.mock.calls).toEqual([
        ['A listener of resilience events threw: Error: a bug of a listener', 'ResilienceWarning'],
      ]);
    } finally {
      warning.mockRestore();
    }
  });
});
