import fc from 'fast-check';
import { z } from 'zod';
import {
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
    expect(read).toThrow(/PORT is "70000": expected a whole number from 0 to 65535/);
    expect(read).toThrow(/LOG_LEVEL is "loud": expected one of info, debug/);
    expect(read).toThrow(/DATABASE_URL is not set/);
  });

  it('never shows a secret, not even a wrong one', () => {
    const read = () => readConfig(schema, { ...right, DATABASE_URL: 'mysql://root:hunter2@db' });
    expect(read).toThrow(/DATABASE_URL is a value that is not shown/);
    expect(read).not.toThrow(/hunter2/);
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
    ['a flag', flag(), 'true', true],
    ['a flag', flag(), '0', false],
    ['a ratio', ratio(), '0.25', 0.25],
    ['a URL, without the slash at its end', url(), 'http://localhost:3001/', 'http://localhost:3001'],
  ])('reads %s', (_what, setting, value, expected) =>
    expect(readConfig(z.object({ X: setting as z.ZodType }), { X: value })).toEqual({ X: expected }),
  );

  it.each([
    ['a flag', flag(), 'yes'],
    ['a ratio', ratio(), '1.5'],
    ['a URL', url(), 'ftp://localhost'],
    ['a URL', url(), 'localhost:3001'],
  ])('refuses what is no %s', (_what, setting, value) =>
    expect(() => readConfig(z.object({ X: setting as z.ZodType }), { X: value })).toThrow(/X is/),
  );
});
