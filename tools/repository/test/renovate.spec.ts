import { CONFIG_KEYS, RULE_KEYS } from './renovate-keys.js';
import { unknownKeys } from './unknown-keys.js';
import { dependencies, json, manifest, text } from './workspace.js';

interface Rule {
  readonly groupName?: string;
  readonly matchManagers?: readonly string[];
  readonly matchPackageNames?: readonly string[];
  readonly matchDepNames?: readonly string[];
  readonly matchUpdateTypes?: readonly string[];
  readonly allowedVersions?: string;
  readonly automerge?: boolean;
  readonly minimumReleaseAge?: string;
}

interface Config {
  readonly extends: readonly string[];
  readonly automerge: boolean;
  readonly lockFileMaintenance: object;
  readonly packageRules: readonly Rule[];
}

const config = json<Config>('renovate.json');
const rules = config.packageRules;
const installed = [...dependencies()];
const images = `${text('Dockerfile')}\n${text('docker-compose.yml')}\n${text('.devcontainer/Dockerfile')}`;

/** Whether a name, or a name with everything below it, is used somewhere. */
const isUsed = (pattern: string) => {
  const start = pattern.replace(/\*\*$/, '');
  return (
    installed.some((name) => (start === pattern ? name === start : name.startsWith(start))) ||
    images.includes(start)
  );
};

const groupOf = (name: string) =>
  rules.find(
    ({ groupName, matchPackageNames = [] }) =>
      groupName !== undefined &&
      matchPackageNames.some((pattern) =>
        pattern.endsWith('**') ? name.startsWith(pattern.slice(0, -2)) : name === pattern,
      ),
  )?.groupName;

describe('Renovate', () => {
  it('is told nothing that it does not know', () => {
    expect(unknownKeys(config, CONFIG_KEYS)).toEqual([]);
    expect(unknownKeys(config.lockFileMaintenance, ['enabled', 'schedule'])).toEqual([]);
    expect(rules.flatMap((rule) => unknownKeys(rule, RULE_KEYS))).toEqual([]);
  });

  it('pins actions and images by their digests', () => {
    expect(config.extends).toEqual(
      expect.arrayContaining(['docker:pinDigests', 'helpers:pinGitHubActionDigests']),
    );
  });

  it('waits until a release has been out for a week', () => {
    const waiting = rules.filter(({ minimumReleaseAge }) => minimumReleaseAge === '7 days');
    expect(waiting.flatMap(({ matchManagers = [] }) => matchManagers)).toEqual(['npm', 'github-actions']);
  });

  it('merges nothing by itself', () => {
    expect(config.automerge).toBe(false);
    expect(rules.filter(({ automerge }) => automerge === true)).toEqual([]);
  });

  it('has no rule for what is not used', () => {
    const named = rules.flatMap(({ matchPackageNames = [], matchDepNames = [] }) => [
      ...matchPackageNames,
      ...matchDepNames,
    ]);
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => !isUsed(name))).toEqual([]);
  });

  it.each([
    ['nx', /^(?:nx|@nx\/.*)$/],
    ['nestjs', /^@nestjs\//],
    ['opentelemetry', /^@opentelemetry\//],
    ['typescript toolchain', /^(?:typescript|typescript-eslint|@typescript-eslint\/.*|@swc\/.*)$/],
  ])('moves all of %s together', (group, belongs) => {
    const members = installed.filter((name) => belongs.test(name));
    expect(members.length).toBeGreaterThan(1);
    expect(new Set(members.map(groupOf))).toEqual(new Set([group]));
  });

  it.each([
    ['typescript', /^npm:@typescript\/typescript6@6\./, '<7'],
    ['typescript-7', /^npm:typescript@7\./, '<8'],
  ])('leaves the alias %s with its major version', (alias, range, limit) => {
    expect(manifest.devDependencies?.[alias]).toMatch(range);
    const limits = rules.filter(({ matchDepNames = [] }) => matchDepNames.includes(alias));
    expect(limits.map(({ allowedVersions }) => allowedVersions)).toEqual([limit]);
  });
});
