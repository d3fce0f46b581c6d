import { LineLimit } from './line-limit.js';

describe('the limit of lines', () => {
  let now = 0;
  const limit = () => new LineLimit({ lines: 2, windowMs: 1_000 }, () => now);
  beforeEach(() => {
    now = 0;
  });

  it('lets the first lines of a window through and leaves out the rest', () => {
    const lines = limit();
    expect([lines.take('a'), lines.take('a'), lines.take('a')]).toEqual([0, 0, undefined]);
  });

  it('tells with the next line how many were left out, once', () => {
    const lines = limit();
    for (let line = 0; line < 7; line += 1) lines.take('a');
    now = 1_000;
    expect([lines.take('a'), lines.take('a')]).toEqual([5, 0]);
  });

  it('counts every kind for itself', () => {
    const lines = limit();
    lines.take('a');
    lines.take('a');
    expect([lines.take('a'), lines.take('b')]).toEqual([undefined, 0]);
  });

  it('remembers a bounded number of kinds; all others share one limit', () => {
    const lines = limit();
    const written = Array.from({ length: 10_000 }, (_, index) => lines.take(`kind ${index}`));
    expect(written.filter((suppressed) => suppressed !== undefined)).toHaveLength(202);
  });
});
