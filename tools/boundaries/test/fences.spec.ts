import { ALLOWED, VIOLATIONS } from './violations.js';
import { WorkspaceCopy, type Message } from './workspace-copy.js';

const planted = new Set([...VIOLATIONS, ...ALLOWED].map(({ path }) => path));

describe('the fences', () => {
  let copy: WorkspaceCopy;
  let lint: Map<string, Message[]>;

  beforeAll(() => {
    copy = new WorkspaceCopy();
    for (const { path, content } of [...VIOLATIONS, ...ALLOWED]) copy.plant(path, content);
    lint = copy.lint();
  });

  afterAll(() => copy.remove());

  it.each(VIOLATIONS)('report when $breaks', ({ path, rule, says = '' }) => {
    expect(lint.get(path)).toContainEqual(
      expect.objectContaining({ ruleId: rule, message: expect.stringContaining(says) as string }),
    );
  });

  it.each(ALLOWED)('allow $what', ({ path }) => {
    expect(lint.get(path)).toEqual([]);
  });

  it('find nothing in the workspace as it is', () => {
    const found = [...lint].filter(([path, messages]) => !planted.has(path) && messages.length > 0);
    expect(found).toEqual([]);
  });

  it('make the lint target of a project fail', () => {
    const { code, output } = copy.nx('run', 'errors:lint', '--skip-nx-cache');
    expect(code).toBe(1);
    expect(output).toContain('planted-code-0.ts');
  });
});
