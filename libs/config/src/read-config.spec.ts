import fc from 'fast-check';
import { z } from 'zod';
import {
  ConfigurationError,
  databaseConfig,
  databaseSettings,
  durationMs,
  flag,
  integer,
  oneOf,
  port,
  postgresUrl,
  ratio,
  readConfig,
  secret,
  text,
  url,
  withRule,
  type Environment,
} from './index.js';

const schema = z
  .object({
    PORT: port(3001),
    ATTEMPT_TIMEOUT_MS: durationMs({ default: 1_000 }),
    TOTAL_TIMEOUT_MS: durationMs({ default: 3_000 }),
    DATABASE_URL: postgresUrl(),
    API_KEY: secret(text()),
    LOG_LEVEL: oneOf(['info', 'debug'], 'info'),
  })
  .superRefine((values, context) => {
    if (values.ATTEMPT_TIMEOUT_MS > values.TOTAL_TIMEOUT_MS)
      context.addIssue({
        code: 'custom',
        path: ['ATTEMPT_TIMEOUT_MS'],
        message: 'expected at most TOTAL_TIMEOUT_MS',
      });
  });

const right = { DATABASE_URL: 'postgres://user:pass@localhost:5432/orders', API_KEY: 'k' };

function wrongIn(of: z.ZodObject, environment: Environment): string[] {
  try {
    readConfig(of, environment);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.violations.map((violation) => violation.split(' ')[0] ?? '');
  }
}

describe('the configuration', () => {
  it('has its defaults, and takes an empty variable for one that is not set', () => {
    expect(readConfig(schema, { ...right, PORT: ' ', LOG_LEVEL: '' })).toMatchObject({
      PORT: 3001,
      LOG_LEVEL: 'info',
      TOTAL_TIMEOUT_MS: 3_000,
    });
  });

  it('lists every mistake at once, with the name, the value and what was expected', () => {
    const read = () => readConfig(schema, { PORT: '70000', LOG_LEVEL: 'loud', API_KEY: 'k' });
    expect(read).toThrow(/^3 settings are wrong/);
    expect(read).toThrow(
      /PORT is "70000": expected a whole number from 0 to 65535\. By default it is 3001\./,
    );
    expect(read).toThrow(/LOG_LEVEL is "loud": expected one of info, debug/);
    expect(read).toThrow(/DATABASE_URL is not set/);
  });

  it('never shows a secret, not even a wrong one', () => {
    const read = () => readConfig(schema, { ...right, DATABASE_URL: 'mysql://root:hunter2@db' });
    expect(read).toThrow(/DATABASE_URL is a value that is not shown/);
    expect(read).not.toThrow(/hunter2/);
  });

  it.each([
    ['optional', secret(z.string().min(20, 'too short')).optional()],
    ['with a default', secret(z.string().min(20, 'too short')).default('the-default-of-the-secret')],
    ['quoted by a rule', secret(text().refine(() => false, { error: ({ input }) => `${input} is bad` }))],
  ])('never shows a secret that is %s', (_what, setting) => {
    const read = () => readConfig(z.object({ TOKEN: setting }), { TOKEN: 'hunter2' });
    expect(read).toThrow(/TOKEN is a value that is not shown/);
    expect(read).not.toThrow(/hunter2|the-default/);
  });

  it('never shows who may enter by a URL, and no value without end', () => {
    const urls = z.object({ A_URL: url(), B_URL: url() });
    const read = () => readConfig(urls, { A_URL: 'ftp://root:hunter2@host', B_URL: 'x'.repeat(5_000) });
    expect(read).toThrow(/A_URL is "ftp:\/\/\(not shown\)@host"/);
    expect(read).toThrow(/^.{0,400}$/s);
  });

  it('reads nothing that it does not name', () => {
    const environment = { ...right, PORTT: '1', OTHER: 'x' };
    expect(Object.keys(readConfig(schema, environment)).sort()).toEqual(Object.keys(schema.shape).sort());
  });

  it('names every wrong setting and no right one, whichever they are', () => {
    const names = Array.from({ length: 8 }, (_, index) => `SETTING_${index}_MS`);
    const all = z.object(Object.fromEntries(names.map((name) => [name, durationMs()])));
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('1', '0', 'x', '', undefined), { minLength: 8, maxLength: 8 }),
        (values) => {
          const wrong = names.filter((_, index) => values[index] !== '1');
          const environment = Object.fromEntries(names.map((name, index) => [name, values[index]]));
          expect(wrongIn(all, environment)).toEqual(wrong);
        },
      ),
    );
  });

  it('holds settings against each other', () => {
    expect(() => readConfig(schema, { ...right, ATTEMPT_TIMEOUT_MS: '5000' })).toThrow(
      /ATTEMPT_TIMEOUT_MS is "5000": expected at most TOTAL_TIMEOUT_MS/,
    );
  });

  it('reads whole numbers within their bounds and nothing else', () => {
    const number = z.object({ N: integer({ min: 1, max: 100 }) });
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.integer({ min: -5, max: 105 }).map(String), fc.double().map(String)),
        (value) => {
          const isRight = /^\d{1,3}$/.test(value.trim()) && Number(value) >= 1 && Number(value) <= 100;
          const read = () => readConfig(number, { N: value });
          if (isRight) expect(read()).toEqual({ N: Number(value) });
          else expect(read).toThrow(/N is/);
        },
      ),
    );
  });

  it.each([
    ['a flag: true', flag(), 'true', true],
    ['a flag: 0', flag(), '0', false],
    ['a ratio', ratio(), '0.25', 0.25],
    ['a URL, without the slash at its end', url(), 'http://localhost:3001/', 'http://localhost:3001'],
  ])('reads %s', (_what, setting, value, expected) =>
    expect(readConfig(z.object({ X: setting as z.ZodType }), { X: value })).toEqual({ X: expected }),
  );

  it.each([
    ['a flag', flag(), 'yes'],
    ['a ratio', ratio(), '1.5'],
    ['a URL: ftp://localhost', url(), 'ftp://localhost'],
    ['a URL: localhost:3001', url(), 'localhost:3001'],
    ['a URL: http:localhost', url(), 'http:localhost'],
    ['a whole number: 1e3', integer(), '1e3'],
    ['a whole number: 0x10', integer(), '0x10'],
    ['one of the words', oneOf(['a', 'b']), 'A'],
  ])('refuses what is not %s', (_what, setting, value) =>
    expect(() => readConfig(z.object({ X: setting as z.ZodType }), { X: value })).toThrow(/X is/),
  );
});

describe('a rule between settings', () => {
  const timeouts = z.object({
    ATTEMPT_TIMEOUT_MS: durationMs({ default: 1_000 }),
    TOTAL_TIMEOUT_MS: durationMs({ default: 3_000 }),
    PORT: port(3001),
  });
  const ruled = withRule(timeouts, ['ATTEMPT_TIMEOUT_MS', 'TOTAL_TIMEOUT_MS'], (values) =>
    values.ATTEMPT_TIMEOUT_MS <= values.TOTAL_TIMEOUT_MS
      ? undefined
      : `expected at most TOTAL_TIMEOUT_MS, which is ${values.TOTAL_TIMEOUT_MS}`,
  );

  it('is told together with what is wrong with other settings', () => {
    const read = () => readConfig(ruled, { ATTEMPT_TIMEOUT_MS: '5000', PORT: 'x' });
    expect(read).toThrow(/^2 settings are wrong/);
    expect(read).toThrow(/ATTEMPT_TIMEOUT_MS is "5000": expected at most TOTAL_TIMEOUT_MS, which is 3000\./);
  });

  it('is not judged by a setting that is wrong by itself', () => {
    expect(wrongIn(ruled, { ATTEMPT_TIMEOUT_MS: '5000', TOTAL_TIMEOUT_MS: 'x' })).toEqual([
      'TOTAL_TIMEOUT_MS',
    ]);
  });

  it('lets a right configuration through', () => {
    expect(readConfig(ruled, {})).toEqual({ ATTEMPT_TIMEOUT_MS: 1_000, TOTAL_TIMEOUT_MS: 3_000, PORT: 3001 });
  });
});

describe('a default', () => {
  it('that is out of its own bounds is a mistake of the programmer', () => {
    expect(() => durationMs({ default: 0 })).toThrow(/default 0 is wrong: expected .* from 1 to 86400000/);
  });
});

describe('the settings of a database', () => {
  it('become the options of a database', () => {
    expect(
      databaseConfig(readConfig(z.object(databaseSettings), { ...right, DATABASE_POOL_MAX: '5' })),
    ).toEqual({
      url: 'postgres://user:pass@localhost:5432/orders',
      poolMax: 5,
      acquireTimeoutMs: 1_000,
      statementTimeoutMs: 2_000,
    });
  });
});
