import { executedOf, rememberExecuted } from '../src/call-errors.js';
import {
  BulkheadFullError,
  CallRejectedError,
  CircuitOpenError,
  DeadlinePassedError,
  RetryBudgetSpentError,
  withoutStack,
} from '../src/rejections.js';

describe('a rejection', () => {
  it.each([
    [CircuitOpenError, 'circuit', 'peer is not called: its circuit is open.'],
    [BulkheadFullError, 'bulkhead', 'peer is not called: all slots and places in the queue are taken.'],
    [RetryBudgetSpentError, 'budget', 'peer is not asked again: its retry budget is spent.'],
    [DeadlinePassedError, 'deadline', 'peer is not called: the time for the call is over.'],
  ] as const)('%p says by what and of whom, and that nothing was done', (Rejection, by, message) => {
    const error = new Rejection({ dependency: 'peer' });
    expect(error).toBeInstanceOf(CallRejectedError);
    expect(error).toMatchObject({
      name: Rejection.name,
      message,
      by,
      isRejection: true,
      dependency: 'peer',
      executed: 'no',
      retryAfterMs: undefined,
    });
    expect(error).not.toHaveProperty('cause');
  });

  it('has a cause when an attempt failed before it, of which it may be unknown whether it was acted on', () => {
    const cause = new Error('It failed.');
    const facts = { dependency: 'peer', retryAfterMs: 5, executed: 'unknown', cause } as const;
    expect(new CircuitOpenError(facts)).toMatchObject({ retryAfterMs: 5, executed: 'unknown', cause });
  });

  it('costs no stack, and gives stacks back to everybody else', () => {
    const { stackTraceLimit } = Error;
    const stackOf = (error: Error) => error.stack?.split('\n').slice(1).join('');
    expect(stackOf(withoutStack(() => new CircuitOpenError({ dependency: 'peer' })))).toBe('');
    expect(() =>
      withoutStack(() => {
        throw new Error('a bug');
      }),
    ).toThrow('a bug');
    expect(Error.stackTraceLimit).toBe(stackTraceLimit);
    expect(stackOf(new Error('another'))).not.toBe('');
  });
});

describe('what is known of all attempts of a call', () => {
  it('is remembered with its error, whatever was thrown', () => {
    const error = new Error('It failed.');
    expect(executedOf(error)).toBeUndefined();
    rememberExecuted(error, 'unknown');
    expect(executedOf(error)).toBe('unknown');
    for (const thrown of [null, undefined, 'a word', 5]) {
      rememberExecuted(thrown, 'unknown');
      expect(executedOf(thrown)).toBeUndefined();
    }
  });
});
