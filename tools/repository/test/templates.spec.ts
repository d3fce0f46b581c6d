import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { formMistakes } from './issue-form.js';
import { unknownKeys } from './unknown-keys.js';
import { exists, manifest, ROOT, text, yaml } from './workspace.js';

const FORMS = ['.github/ISSUE_TEMPLATE/bug.yml', '.github/ISSUE_TEMPLATE/feature.yml'];
const SPOKEN = [
  ...globSync(['.github/**/*.{md,yml}', '.githooks/*', '.devcontainer/*'], { cwd: ROOT }),
  'CHANGELOG.md',
  'CONTRIBUTING.md',
];

describe('an issue form', () => {
  it.each(FORMS)('%s is one that GitHub shows', (path) => {
    expect(formMistakes(yaml(path))).toEqual([]);
  });

  it('would be found out by each mistake', () => {
    const body = [
      { type: 'markdown', attributes: { value: 'Hello' } },
      { type: 'text', id: 'a' },
      { type: 'input', id: 'a', attributes: { text: 'Versions' } },
      { type: 'dropdown', id: 'b', attributes: { label: 'Where', options: ['x', 'x'] } },
      { type: 'textarea', attributes: { label: 'Why' }, validations: { required: 'yes' } },
    ];
    const form = { name: 'A', about: 'B', body };
    expect(formMistakes(form)).toEqual([
      'about',
      'it has no name or no description',
      'two elements have one id',
      'body[1]: no such type: text',
      'body[2]: text',
      'body[2]: it has no label',
      'body[3]: two options are the same',
      'body[4]: it has no id',
      'body[4]: required is not true or false',
    ]);
  });

  it('is the only way to an issue, but for security', () => {
    interface Chooser {
      readonly blank_issues_enabled: boolean;
      readonly contact_links: readonly Readonly<Record<string, string>>[];
    }
    const chooser = yaml<Chooser>('.github/ISSUE_TEMPLATE/config.yml');
    expect(unknownKeys(chooser, ['blank_issues_enabled', 'contact_links'])).toEqual([]);
    expect(chooser.blank_issues_enabled).toBe(false);
    for (const link of chooser.contact_links) {
      expect(Object.keys(link).toSorted()).toEqual(['about', 'name', 'url']);
      expect(link['url']).toMatch(/^https:\/\//);
    }
  });
});

describe('CODEOWNERS', () => {
  const rules = text('.github/CODEOWNERS')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(/ +/));

  it('begins with those who own what nobody else does', () => {
    expect(rules[0]).toEqual(['*', '@baluarte/maintainers']);
  });

  it.each(rules.slice(1))('names %s, which exists, and a team', (path = '', ...teams) => {
    expect(path).toMatch(/^\//);
    expect(exists(path.slice(1))).toBe(true);
    expect(teams).toEqual([expect.stringMatching(/^@baluarte\/[a-z]+$/)]);
  });
});

describe('what is said to people', () => {
  it.each(SPOKEN)('in %s names only scripts that exist', (path) => {
    const named = [...text(path).matchAll(/\bnpm (?:run (?!-)([\w:-]+)|(start|test)\b)/g)];
    const missing = named
      .map(([, run, short]) => run ?? short ?? '')
      .filter((name) => !manifest.scripts?.[name]);
    expect(missing).toEqual([]);
  });

  it.each(SPOKEN)('in %s names only files that exist', (path) => {
    const words = [...text(path).matchAll(/(?:node |`)((?:\.\w+|tools|libs|apps|docs)\/[\w./-]+)/g)];
    const created = /^(?:\.baluarte|reports)\//;
    expect(words.map(([, file = '']) => file).filter((file) => !created.test(file) && !exists(file))).toEqual(
      [],
    );
  });

  it.each(SPOKEN)('in %s leads only to files that exist', (path) => {
    const links = [...text(path).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, link = '']) => link);
    expect(links.filter((link) => !exists(join(dirname(path), link)))).toEqual([]);
  });

  it('tells where each library says what changed', () => {
    const histories = globSync('libs/*/CHANGELOG.md', { cwd: ROOT });
    expect(histories.filter((path) => !text('CHANGELOG.md').includes(`(${path})`))).toEqual([]);
  });

  it('in the history is a version that comes, in the words of Keep a Changelog', () => {
    const headings = text('CHANGELOG.md').match(/^##+ .+$/gm) ?? [];
    expect(headings[0]).toBe('## [Unreleased]');
    const known =
      /^(?:## \[(?:Unreleased|\d+\.\d+\.\d+)\].*|### (?:Added|Changed|Deprecated|Removed|Fixed|Security))$/;
    expect(headings.filter((heading) => !known.test(heading))).toEqual([]);
  });
});
