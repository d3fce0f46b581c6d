import { Module } from '@nestjs/common';
import { ExternalServiceTimeoutError, DEPENDENCIES, ValidationFailedError } from '@baluarte/errors';
import { startApp, type StartedApp } from '@baluarte/testing';
import { Logger, ObservabilityModule, PinoLogger, runWithContext } from '../src/index.js';
import { CapturedLog } from './capture-log.js';

const log = new CapturedLog();

@Module({
  imports: [
    ObservabilityModule.forRoot({
      serviceName: 'things',
      version: '1.0.0',
      logLevel: 'trace',
      redactPaths: ['customer.iban', '*.ssn'],
      logDestination: log,
    }),
  ],
})
class ThingsModule {}

/** Values that break loggers. */
const circular: Record<string, unknown> = { name: 'circle' };
circular['self'] = { back: [circular] };
const hostile: [string, unknown][] = [
  ['a circle', circular],
  [
    'a getter that throws',
    {
      get broken(): string {
        throw new Error('no');
      },
      fine: 1,
    },
  ],
  [
    'a proxy that throws',
    {
      inner: new Proxy(
        {},
        {
          ownKeys: () => {
            throw new Error('no');
          },
          getPrototypeOf: () => {
            throw new Error('no');
          },
        },
      ),
    },
  ],
  ['a BigInt', { amount: 10n ** 30n }],
  ['a symbol and a function', { symbol: Symbol('s'), call: () => 1 }],
  ['a huge text', { text: 'x'.repeat(5_000_000) }],
  ['a huge list', { list: Array.from({ length: 100_000 }, (_, index) => ({ index })) }],
  ['many keys', Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`key${index}`, index]))],
  ['great depth', Array.from({ length: 1_000 }).reduce<object>((inner) => ({ inner }), {})],
  ['bytes', { body: Buffer.from('tok_visa') }],
  [
    'a map, a set and a date',
    { map: new Map([['a', 1]]), set: new Set([1]), date: new Date(0), bad: new Date(NaN) },
  ],
  [
    'toJSON that throws',
    {
      toJSON() {
        throw new Error('no');
      },
    },
  ],
  [
    'toString that throws',
    {
      text: {
        toString() {
          throw new Error('no');
        },
      },
    },
  ],
  ['no prototype', Object.assign(Object.create(null) as object, { a: 1 })],
  [
    'an error that is its own cause',
    (() => {
      const error = new Error('loop');
      error.cause = error;
      return { err: error };
    })(),
  ],
  [
    'an error that cannot be read',
    {
      err: Object.defineProperty(new Error('x'), 'message', {
        get() {
          throw new Error('no');
        },
      }),
    },
  ],
  ['nothing', undefined],
  ['null', null],
];

describe('the logger', () => {
  let things: StartedApp;
  let pino: PinoLogger;
  let nest: Logger;
  beforeAll(async () => {
    things = await startApp(ThingsModule);
    pino = await things.app.resolve(PinoLogger);
    nest = things.app.get(Logger);
  });
  afterAll(() => things.close());
  beforeEach(() => {
    log.lines.length = 0;
  });

  it('writes one JSON object a line with time, level and service', () => {
    pino.info({ order: 'o-1' }, 'placed\r\nwith a line break\u2028');
    expect(log.lines).toHaveLength(1);
    expect(log.lines[0]?.trimEnd()).not.toMatch(/[\r\n]/);
    expect(log.last).toEqual({
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      level: 'info',
      service: 'things',
      order: 'o-1',
      msg: 'placed\r\nwith a line break\u2028',
    });
  });

  it('writes what Nest logs, under its context', () => {
    nest.warn('low on stock', 'Stock');
    expect(log.last).toMatchObject({ level: 'warn', msg: 'low on stock', context: 'Stock' });
  });

  it.each(hostile)('survives %s, in one bounded line', (_what, value) => {
    pino.info(value as object, 'as fields');
    pino.info('woven into the message: %s %o %j', value as string, value as string, value as string);
    pino.setContext('Here');
    pino.info(value as object, 'with a context');
    nest.log(value as object);
    nest.error(value as object, 'at somewhere', 'Context');
    expect(log.lines.length).toBeGreaterThanOrEqual(5);
    for (const line of log.lines) {
      expect(line.length).toBeLessThan(200_000);
      expect(JSON.parse(line)).toMatchObject({ service: 'things' });
    }
  });

  it('shows what can be shown of a hostile value', () => {
    pino.info(hostile[1]?.[1] as object, 'half');
    expect(log.last).toMatchObject({ broken: '[unreadable]', fine: 1 });
    pino.info(circular, 'round');
    expect(log.last).toMatchObject({ name: 'circle' });
    expect(log.lines.at(-1)).toContain('[circular]');
  });

  it('hides secrets by the name of their key, at any depth and in any spelling', () => {
    pino.info({
      headers: { Authorization: 'Basic x', 'set-cookie': ['a=b'] },
      body: { payment_token: 'plain', deep: [{ cardNumber: 1, PASSWORD: { a: 1 } }] },
      token: 'plain',
    });
    expect(log.last).toMatchObject({
      headers: { Authorization: '[redacted]', 'set-cookie': '[redacted]' },
      body: { payment_token: '[redacted]', deep: [{ cardNumber: '[redacted]', PASSWORD: '[redacted]' }] },
      token: '[redacted]',
    });
  });

  it('hides secrets by their path, where the application names one', () => {
    pino.info({ customer: { iban: 'ES91', ssn: '1', name: 'Ana' } });
    expect(log.last['customer']).toEqual({ iban: '[redacted]', ssn: '[redacted]', name: 'Ana' });
  });

  it('hides secrets by their shape: in messages, arguments, errors, keys and bound fields', () => {
    pino.info('charging tok_visa');
    pino.info('charging %s for %o', 'tok_visa', { mail: 'ana@example.com' });
    pino.error(new Error('declined tok_visa', { cause: new Error('4111111111111111') }));
    pino.info({ tok_visa: 1 }, 'as a key');
    pino.logger.child({ bound: 'tok_visa' }).info('bound');
    const everything = log.lines.join('');
    expect(everything).not.toMatch(/tok_visa|4111111111111111|ana@example/);
    expect(log.entries).toHaveLength(5);
  });

  it('shows stack and causes of what is ours to fix', () => {
    const cause = Object.assign(new Error('connect ETIMEDOUT'), { code: 'ETIMEDOUT' });
    pino.error(
      {
        err: new ExternalServiceTimeoutError(DEPENDENCIES.payments, 'No answer in 1000 ms.', {
          executed: 'unknown',
          cause,
          context: { attempt: 3 },
        }),
      },
      'charge failed',
    );
    expect(log.last).toMatchObject({
      error_code: 'PAYMENT_SERVICE_TIMEOUT',
      err: {
        type: 'ExternalServiceTimeoutError',
        context: { attempt: 3 },
        stack: expect.stringContaining('logging.spec.ts'),
        cause: { message: 'connect ETIMEDOUT', code: 'ETIMEDOUT', stack: expect.any(String) },
      },
    });
  });

  it('shows no stack of what the caller can fix', () => {
    pino.warn({ err: new ValidationFailedError([{ field: 'quantity', message: 'must be positive' }]) });
    expect(log.last['error_code']).toBe('VALIDATION_FAILED');
    expect(log.last['err']).not.toHaveProperty('stack');
  });

  it('shows every part of an error that has several', () => {
    pino.error(new AggregateError([new Error('::1 refused'), new Error('127.0.0.1 refused')], ''));
    expect(log.last).toMatchObject({
      err: { errors: [{ message: '::1 refused' }, { message: '127.0.0.1 refused' }] },
    });
  });

  it('knows the context of work that no request started', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await runWithContext(
      { operation: 'recover order', continues: traceparent, correlationId: 'shop-7' },
      async () => {
        await Promise.resolve();
        pino.info('recovering');
      },
    );
    expect(log.last).toMatchObject({
      msg: 'recovering',
      trace_id: '0af7651916cd43dd8448eb211c80319c',
      span_id: expect.stringMatching(/^(?!b7ad6b7169203331)[\da-f]{16}$/),
      correlation_id: 'shop-7',
    });
    pino.info('outside');
    expect(log.last).not.toHaveProperty('trace_id');
  });
});
