import { readdirSync } from 'node:fs';
import { parse } from 'yaml';
import { workflowMistakes, type Workflow } from './workflow.js';
import { manifest, ROOT, text, yaml } from './workspace.js';

const FOLDER = '.github/workflows';
const files = readdirSync(`${ROOT}/${FOLDER}`);
const ci = yaml<Workflow>(`${FOLDER}/ci.yml`);

describe('the workflows', () => {
  it.each(files)('%s can only read, ends in time, and runs what is pinned', (file) => {
    expect(workflowMistakes(text(`${FOLDER}/${file}`), yaml(`${FOLDER}/${file}`))).toEqual([]);
  });

  it('take one version of each action', () => {
    const uses = files.flatMap(
      (file) => text(`${FOLDER}/${file}`).match(/[\w-]+\/[\w/-]+@[0-9a-f]{40} # v\S+/g) ?? [],
    );
    const actions = new Set(uses.map((use) => use.split('@')[0]));
    expect(actions).toEqual(new Set(['actions/checkout', 'actions/setup-node', 'actions/upload-artifact']));
    expect(new Set(uses).size).toBe(actions.size);
  });

  it('would be found out by each mistake', () => {
    const source = [
      'on: { pull_request_target: null }',
      'permissions: { contents: write }',
      'env: { A: 1 }',
      'jobs:',
      '  test:',
      '    permissions: write-all',
      '    steps:',
      '      - uses: actions/checkout@v7',
      '      - run: echo ${{ github.head_ref }}',
    ].join('\n');
    expect(workflowMistakes(source, parse(source) as Workflow)).toEqual([
      'not pinned to a commit with its version: - uses: actions/checkout@v7',
      'env',
      'permissions',
      'it may do more than read',
      'an older run goes on',
      'code of a stranger could meet a secret',
      'a job may run longer than 30 minutes',
      'a checkout leaves its credentials behind',
      'a script is put together from an expression',
    ]);
  });
});

describe('CI', () => {
  const test = ci.jobs['test'];
  const runs = (test?.steps ?? []).flatMap(({ run }) => run ?? []);

  it('runs for every pull request and every push to main', () => {
    expect(ci.on).toEqual({ push: { branches: ['main'] }, pull_request: null });
  });

  it('runs npm test and no other script', () => {
    expect(runs.filter((run) => run.includes('npm'))).toEqual(['npm test']);
    expect(test?.if).toBeUndefined();
  });

  it('brings a real Prometheus', () => {
    expect(runs.join('\n')).toMatch(/apt-get install .*\bprometheus\b/);
  });

  it('begins with the oldest Node that is supported, and with newer ones', () => {
    const versions = test?.strategy?.matrix['node'] ?? [];
    expect(`>=${String(versions[0])}`).toBe(manifest.engines?.['node']);
    expect(versions.length).toBeGreaterThan(2);
  });

  it('keeps the reports of tests that fail, from where Jest writes them', () => {
    const upload = test?.steps.find(({ uses = '' }) => uses.startsWith('actions/upload-artifact@'));
    expect(upload?.if).toBe('failure()');
    expect(text('tools/jest/jest.config.base.mjs')).toContain(`'${String(upload?.with?.['path'])}'`);
  });

  it('checks the containers after a push, by a script that exists', () => {
    const compose = ci.jobs['compose'];
    expect(compose?.if).toBe("github.event_name == 'push'");
    expect(compose?.steps.at(-1)?.run).toBe('npm run compose:check');
    expect(manifest.scripts).toHaveProperty(['compose:check']);
  });
});

describe('the audit', () => {
  const audit = yaml<Workflow>(`${FOLDER}/audit.yml`);

  it('comes once a week, and when it is asked for', () => {
    expect(audit.on).toHaveProperty('workflow_dispatch');
    expect(audit.on['schedule']).toEqual([
      { cron: expect.stringMatching(/^\d+ \d+ \* \* [0-6]$/) as string },
    ]);
  });

  it('fails for what is high', () => {
    expect(audit.jobs['audit']?.steps.at(-1)?.run).toBe('npm audit --audit-level=high');
  });
});
