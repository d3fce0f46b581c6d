import { currentScope, runDetached, runInScope } from '../src/deadline/call-scope.js';

describe('for whom work is done', () => {
  it('is nobody outside of every scope, and what the scope says in it', () => {
    const { signal } = new AbortController();
    expect(currentScope()).toBeUndefined();
    expect(runInScope({ endsAt: 5, signal }, currentScope)).toEqual({ endsAt: 5, signal });
    expect(runInScope({ endsAt: 5 }, () => runDetached(currentScope))).toEqual({});
  });

  it('has the earliest end of all scopes, or none', () => {
    const within = (outer: object, inner: object) => runInScope(outer, () => runInScope(inner, currentScope));
    expect(within({ endsAt: 100 }, { endsAt: 500 })).toEqual({ endsAt: 100 });
    expect(within({ endsAt: 500 }, { endsAt: 100 })).toEqual({ endsAt: 100 });
    expect(within({}, { endsAt: 100 })).toEqual({ endsAt: 100 });
    expect(within({ endsAt: 100 }, {})).toEqual({ endsAt: 100 });
    expect(within({}, {})).toEqual({});
  });

  it('has gone as soon as anybody in any scope has', () => {
    for (const who of [0, 1] as const) {
      const controllers = [new AbortController(), new AbortController()] as const;
      const [{ signal: outer }, { signal: inner }] = controllers;
      const scope = runInScope({ signal: outer }, () => runInScope({ signal: inner }, currentScope));
      expect(scope?.signal?.aborted).toBe(false);
      controllers[who].abort();
      expect(scope?.signal?.aborted).toBe(true);
      expect(controllers.map(({ signal }) => signal.aborted)).toEqual([who === 0, who === 1]);
    }
  });

  it('is the one whose signal there is, when the other has none', () => {
    const { signal } = new AbortController();
    expect(runInScope({ signal }, () => runInScope({}, currentScope))?.signal).toBe(signal);
    expect(runInScope({}, () => runInScope({ signal }, currentScope))?.signal).toBe(signal);
  });
});
