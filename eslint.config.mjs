import { readdirSync } from 'node:fs';
import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

const SPECS = ['**/*.spec.ts', '**/test/**/*.ts'];
const NEST_ROOM = ['libs/*/src/nest/**/*.ts'];
const FRAMEWORKS = ['@nestjs/*', 'nestjs-*', 'express', 'fastify', 'rxjs'];

/** Which project may use which: docs/adr/0003-boundaries-are-linted.md. */
const boundaries = ({ specs = [], frameworks = false } = {}) => [
  'error',
  {
    banTransitiveDependencies: false,
    allow: [],
    depConstraints: [
      { sourceTag: 'kind:app', onlyDependOnLibsWithTags: ['kind:nest', 'kind:pure', ...specs] },
      { sourceTag: 'kind:nest', onlyDependOnLibsWithTags: ['kind:pure', ...specs] },
      {
        sourceTag: 'kind:pure',
        onlyDependOnLibsWithTags: ['kind:pure', ...specs],
        ...(!frameworks && { bannedExternalImports: FRAMEWORKS }),
      },
      { sourceTag: 'kind:testing', onlyDependOnLibsWithTags: [] },
      { sourceTag: 'kind:tool', onlyDependOnLibsWithTags: ['kind:pure', 'kind:testing', 'kind:tool'] },
      { sourceTag: 'kind:e2e', onlyDependOnLibsWithTags: ['kind:testing', 'kind:tool', 'kind:pure'] },
    ],
  },
];

const LAYERS = {
  domain: { mayNotSee: ['application', 'infrastructure', 'api'], nest: [] },
  application: { mayNotSee: ['infrastructure', 'api'], nest: ['Injectable'] },
  infrastructure: { mayNotSee: ['api'] },
  api: { mayNotSee: ['infrastructure'] },
};

const layerRules = Object.entries(LAYERS).map(([layer, { mayNotSee, nest }]) => ({
  files: [`apps/*/src/${layer}/**/*.ts`],
  ignores: SPECS,
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: `^\\.\\.?/(.*/)?(${mayNotSee.join('|')})/`,
            message: `${layer} may not import ${mayNotSee.join(', ')}.`,
          },
          ...(nest
            ? [
                {
                  regex: '^(@nestjs/|@baluarte/[a-z]+/nest$)',
                  ...(nest.length > 0 && { allowImportNames: nest }),
                  message: `${layer} is free of the framework${nest.length > 0 ? ` but for ${nest.join(', ')}` : ''}.`,
                },
              ]
            : []),
        ],
      },
    ],
  },
}));

/** Nx knows a project only by the entry points it exports; apps and tools export none, and nothing may go around that. */
const ONLY_LIBRARIES = {
  regex: `^@baluarte/(?!(?:${readdirSync(new URL('libs', import.meta.url)).join('|')})(?:/nest)?$)`,
  message: 'Only a library can be imported, by its name or its /nest.',
};

/** Time, chance and the environment each enter through one door, so that tests can replace them. */
const ONE_DOOR = [
  {
    object: 'Date',
    property: 'now',
    message: 'Take a clock as a parameter; the system clock lives in one file of each lib.',
  },
  { object: 'Math', property: 'random', message: 'Take a random source as a parameter.' },
  {
    object: 'process',
    property: 'env',
    message: 'Read the environment through @baluarte/config, once, in <app>.config.ts or main.ts.',
  },
];

/** The files that are those doors; test tools look at the real machine as tests do. */
const DOORS = [
  'apps/*/src/infrastructure/*.system.ts',
  'libs/*/src/**/system-*.ts',
  'libs/config/src/process-environment.ts',
  'libs/testing/src/**/*.ts',
  'tools/embedded/src/machine.ts',
];

export default [
  {
    ignores: [
      '**/node_modules/**',
      '**/dist/**',
      '**/reports/**',
      '**/.baluarte/**',
      '**/.nx/**',
      '**/*.mjs',
      '**/*.cjs',
    ],
  },
  {
    files: ['**/*.ts'],
    languageOptions: { parser: tseslint.parser },
    plugins: { '@nx': nx, '@typescript-eslint': tseslint.plugin },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-restricted-imports': ['error', { patterns: [ONLY_LIBRARIES] }],
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-restricted-properties': ['error', ...ONE_DOOR],
      'no-restricted-syntax': [
        'error',
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'Take a clock as a parameter; the system clock lives in one file of each lib.',
        },
      ],
      'no-console': 'error',
      eqeqeq: 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['**/*.ts'],
    ignores: SPECS,
    rules: {
      'max-lines': ['error', { max: 200, skipBlankLines: false, skipComments: false }],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true, IIFEs: true }],
      'max-params': ['error', 4],
    },
  },
  {
    files: ['**/*.ts'],
    ignores: [...SPECS, ...NEST_ROOM],
    rules: { '@nx/enforce-module-boundaries': boundaries() },
  },
  {
    files: NEST_ROOM,
    ignores: SPECS,
    rules: { '@nx/enforce-module-boundaries': boundaries({ frameworks: true }) },
  },
  {
    files: SPECS,
    rules: {
      '@nx/enforce-module-boundaries': boundaries({ specs: ['kind:testing'], frameworks: true }),
      'no-restricted-properties': 'off',
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(only|skip|todo)$/], CallExpression[callee.name=/^(fit|xit|fdescribe|xdescribe)$/]',
          message: 'A focused or skipped test hides the others: finish it or delete it.',
        },
      ],
      'max-lines': ['error', { max: 250 }],
    },
  },
  {
    files: ['libs/resilience/src/**/*.ts'],
    ignores: [...SPECS, ...DOORS],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['setTimeout', 'setInterval', 'setImmediate'].map((name) => ({
          name,
          message: 'Take a clock as a parameter; its timers can be moved by a test.',
        })),
      ],
    },
  },
  { files: DOORS, rules: { 'no-restricted-properties': 'off', 'no-restricted-syntax': 'off' } },
  ...layerRules,
];
