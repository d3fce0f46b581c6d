/** A file that breaks one rule, and how the lint has to say so. */
export interface Violation {
  readonly breaks: string;
  readonly path: string;
  readonly content: string;
  readonly rule: string;
  /** Part of the message. */
  readonly says?: string;
}

const use = (module: string, name = 'x') =>
  `import { ${name} } from '${module}';\nexport const used = ${name};\n`;

const PROJECTS = '@nx/enforce-module-boundaries';

/** Every arrow between kinds of libraries that must not be, from the table in eslint.config.mjs. */
const betweenLibraries: Violation[] = [
  [
    'an app uses test tools outside its tests',
    'apps/orders/src/infrastructure',
    '@baluarte/testing',
    'kind:app',
  ],
  ['a Nest library uses another', 'libs/health/src', '@baluarte/observability', 'kind:nest'],
  ['a pure library uses a Nest library', 'libs/config/src', '@baluarte/health', 'kind:pure'],
  ['a Nest room uses a Nest library', 'libs/resilience/src/nest', '@baluarte/health', 'kind:pure'],
  ['the test tools use a library', 'libs/testing/src', '@baluarte/config', 'kind:testing'],
  ['a tool uses a Nest library', 'tools/embedded/src', '@baluarte/health', 'kind:tool'],
  ['an end-to-end test uses a Nest library', 'e2e/src', '@baluarte/health', 'kind:e2e'],
].map(([breaks = '', folder = '', module = '', tag = ''], index) => ({
  breaks,
  path: `${folder}/planted-library-${index}.ts`,
  content: use(module),
  rule: PROJECTS,
  says: `"${tag}"`,
}));

/** Apps and tools export nothing; neither their name, nor a file of theirs, nor a way by folders may lead in. */
const intoApps: Violation[] = [
  ['an app uses another app', 'apps/orders/src/infrastructure', '@baluarte/payments'],
  ['an app uses a file of another app', 'apps/orders/src/infrastructure', '@baluarte/payments/dist/main.js'],
  ['an app uses a tool', 'apps/stock/src/infrastructure', '@baluarte/embedded'],
  ['a Nest library uses an app', 'libs/bootstrap/src', '@baluarte/orders'],
  ['a pure library uses an app', 'libs/resilience/src', '@baluarte/orders'],
  ['a tool uses an app', 'tools/embedded/src', '@baluarte/orders'],
  ['an end-to-end test uses an app', 'e2e/src', '@baluarte/orders'],
  [
    'somebody uses a file inside a library',
    'apps/orders/src/infrastructure',
    '@baluarte/errors/dist/kind.js',
  ],
].map(([breaks = '', folder = '', module = ''], index) => ({
  breaks,
  path: `${folder}/planted-app-${index}.ts`,
  content: use(module),
  rule: '@typescript-eslint/no-restricted-imports',
}));

const byFolders: Violation[] = [
  ['an app reaches into another app', 'apps/orders/src/infrastructure', '../../../payments/src/main.js'],
  ['an app reaches into a library', 'apps/orders/src/infrastructure', '../../../../libs/errors/src/kind.js'],
].map(([breaks = '', folder = '', module = ''], index) => ({
  breaks,
  path: `${folder}/planted-path-${index}.ts`,
  content: use(module),
  rule: PROJECTS,
}));

const frameworks: Violation[] = ['@nestjs/common', 'nestjs-pino', 'express', 'fastify', 'rxjs'].map(
  (module, index) => ({
    breaks: `a pure library uses ${module} outside its Nest room`,
    path: `libs/resilience/src/planted-framework-${index}.ts`,
    content: use(module),
    rule: PROJECTS,
    says: `"${module}"`,
  }),
);

const LAYERS_BELOW: Record<string, string[]> = {
  domain: ['application', 'infrastructure', 'api'],
  application: ['infrastructure', 'api'],
  infrastructure: ['api'],
  api: ['infrastructure'],
};

const betweenLayers: Violation[] = Object.entries(LAYERS_BELOW).flatMap(([layer, others]) =>
  others.map((other) => ({
    breaks: `${layer} uses ${other}`,
    path: `apps/orders/src/${layer}/planted-${other}.ts`,
    content: use(`../${other}/x.js`),
    rule: 'no-restricted-imports',
    says: `${layer} may not import`,
  })),
);

const frameworkInLayers: Violation[] = [
  ['domain uses the framework', 'domain', '@nestjs/common', 'Injectable'],
  ['domain uses the Nest room of a library', 'domain', '@baluarte/errors/nest', 'x'],
  [
    'application uses more of the framework than Injectable',
    'application',
    '@nestjs/common',
    'HttpException',
  ],
].map(([breaks = '', layer = '', module = '', name = ''], index) => ({
  breaks,
  path: `apps/payments/src/${layer}/planted-framework-${index}.ts`,
  content: use(module, name),
  rule: 'no-restricted-imports',
  says: `${layer} is free of the framework`,
}));

const lines = (count: number, line: string) => `${line}\n`.repeat(count);

const inCode: Violation[] = (
  [
    ['any', 'export const x: any = 1;', '@typescript-eslint/no-explicit-any'],
    [
      'a silenced compiler',
      "// @ts-ignore\nexport const x: number = '1';",
      '@typescript-eslint/ban-ts-comment',
    ],
    [
      'a non-null assertion',
      'export const f = (x?: number) => x!;',
      '@typescript-eslint/no-non-null-assertion',
    ],
    ['an empty catch', 'export function f() { try { f(); } catch {} }', 'no-empty'],
    ['Date.now', 'export const x = Date.now();', 'no-restricted-properties'],
    ['new Date()', 'export const x = new Date();', 'no-restricted-syntax'],
    ['Math.random', 'export const x = Math.random();', 'no-restricted-properties'],
    ['process.env', "export const x = process.env['X'];", 'no-restricted-properties'],
    ['console', "export const f = () => console.log('x');", 'no-console'],
    ['a loose comparison', 'export const f = (x: unknown) => x == 1;', 'eqeqeq'],
    ['a file of 201 lines', lines(201, 'export {};'), 'max-lines'],
    ['a function of 41 lines', `export function f() {\n${lines(40, '  f();')}}`, 'max-lines-per-function'],
    [
      'five parameters',
      'export const f = (a = 1, b = 1, c = 1, d = 1, e = 1) => a + b + c + d + e;',
      'max-params',
    ],
  ] as const
).map(([breaks, content, rule], index) => ({
  breaks,
  path: `libs/errors/src/planted-code-${index}.ts`,
  content: `${content}\n`,
  rule,
}));

const timers: Violation[] = [
  {
    breaks: 'setTimeout in the library that waits by a clock',
    path: 'libs/resilience/src/planted-timer.ts',
    content: 'export const f = () => setTimeout(f, 1);\n',
    rule: 'no-restricted-globals',
  },
];

const inTests: Violation[] = (
  [
    ...[
      'it.only',
      'test.only',
      'describe.only',
      'it.skip',
      'describe.skip',
      'it.todo',
      'fit',
      'xit',
      'fdescribe',
    ].map((call) => [`${call} in a test`, `${call}('x', () => undefined);`, 'no-restricted-syntax'] as const),
    ['a test of 251 lines', lines(251, 'export {};'), 'max-lines'],
    ['any in a test', 'export const x: any = 1;', '@typescript-eslint/no-explicit-any'],
  ] as const
).map(([breaks, content, rule], index) => ({
  breaks,
  path: `libs/errors/src/planted-${index}.spec.ts`,
  content: `${content}\n`,
  rule,
}));

export const VIOLATIONS: readonly Violation[] = [
  ...betweenLibraries,
  ...intoApps,
  ...byFolders,
  ...frameworks,
  ...betweenLayers,
  ...frameworkInLayers,
  ...inCode,
  ...timers,
  ...inTests,
];

/** What looks similar and is allowed: a fence that stops everything proves nothing. */
export const ALLOWED: readonly { readonly what: string; readonly path: string; readonly content: string }[] =
  [
    {
      what: 'the framework in a Nest room',
      path: 'libs/resilience/src/nest/planted.ts',
      content: use('@nestjs/common', 'Injectable'),
    },
    {
      what: 'Injectable in application',
      path: 'apps/payments/src/application/planted.ts',
      content: use('@nestjs/common', 'Injectable'),
    },
    {
      what: 'the framework in api',
      path: 'apps/payments/src/api/planted.ts',
      content: use('@nestjs/common', 'Controller'),
    },
    {
      what: 'application in infrastructure',
      path: 'apps/orders/src/infrastructure/planted.ts',
      content: use('../application/x.js'),
    },
    {
      what: 'domain in application',
      path: 'apps/orders/src/application/planted.ts',
      content: use('../domain/x.js'),
    },
    {
      what: 'a pure library in a pure library',
      path: 'libs/resilience/src/planted.ts',
      content: use('@baluarte/errors'),
    },
    {
      what: 'test tools in a test',
      path: 'apps/orders/test/planted.spec.ts',
      content: use('@baluarte/testing'),
    },
    {
      what: 'a date of a given moment',
      path: 'libs/errors/src/planted-date.ts',
      content: 'export const x = new Date(0);\n',
    },
  ];
