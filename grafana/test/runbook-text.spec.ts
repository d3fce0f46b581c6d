import { runbookText } from '../src/runbooks/runbook-text.js';

const OPEN = { name: 'CircuitOpen', runbook: 'docs/runbooks/circuit-open.md' };
const DOWN = { name: 'TargetDown', runbook: 'docs/runbooks/target-down.md' };

describe('a runbook within Grafana', () => {
  it('leads to the dashboards of other runbooks, and names other pages by their path', () => {
    const markdown = [
      '# CircuitOpen',
      '',
      'See [TargetDown](target-down.md#check), [retry](../guide/retry.md) and [a site](https://example.com/x.md).',
      '',
    ].join('\n');
    expect(runbookText(markdown, OPEN, [OPEN, DOWN])).toBe(
      'See [TargetDown](/d/runbook-TargetDown), retry (docs/guide/retry.md) and [a site](https://example.com/x.md).',
    );
  });
});
