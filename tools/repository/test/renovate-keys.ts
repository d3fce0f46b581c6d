/** What Renovate takes in a repository, as far as it may be used here; from its list of options. */
export const CONFIG_KEYS = [
  '$schema',
  'extends',
  'schedule',
  'timezone',
  'labels',
  'semanticCommits',
  'automerge',
  'lockFileMaintenance',
  'vulnerabilityAlerts',
  'packageRules',
];

/** What it takes in a rule for packages, likewise. */
export const RULE_KEYS = [
  'description',
  'enabled',
  'groupName',
  'matchManagers',
  'matchFileNames',
  'matchDepTypes',
  'matchDepNames',
  'matchPackageNames',
  'matchUpdateTypes',
  'allowedVersions',
  'automerge',
  'dependencyDashboardApproval',
  'minimumReleaseAge',
  'rangeStrategy',
];
