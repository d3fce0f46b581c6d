import { committed, generated } from '../src/files.js';

describe('the committed dashboards', () => {
  it('are those that the code makes; if not: npm run generate -w grafana', () => {
    expect([...committed().keys()].sort()).toEqual([...generated().keys()].sort());
    for (const [name, content] of generated()) expect([name, committed().get(name)]).toEqual([name, content]);
  });
});
