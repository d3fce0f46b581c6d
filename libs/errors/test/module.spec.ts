import { ConsoleLogger, Injectable, Module, type ArgumentsHost } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { jest } from '@jest/globals';
import { startApp } from '@baluarte/testing';
import { BusinessRuleViolationError, ErrorCatalogue, standardCatalogue } from '../src/index.js';
import { ErrorsModule, type ErrorsModuleOptions } from '../src/nest/index.js';
import { AppErrorFilter } from '../src/nest/filters.js';
import { startThings, type Things } from './app/start-things.js';
import { ThingsController } from './app/things.controller.js';
import { expectContract } from './expect-contract.js';

describe('the options of the module', () => {
  it('are refused with every mistake at once', () => {
    const wrong = {
      serviceName: ' ',
      documentationBaseUrl: 'localhost:3001',
      traceId: 'abc',
      onError: 1,
      catalogue: new ErrorCatalogue({}),
      onEror: () => undefined,
    } as unknown as ErrorsModuleOptions;
    expect(() => ErrorsModule.forRoot(wrong)).toThrow(
      /onEror: there is no such option.*\n.*serviceName.*\n.*documentationBaseUrl.*"localhost:3001".*\n.*traceId.*\n.*onError.*\n.*catalogue: extend baseCatalogue; it lacks .*INTERNAL_ERROR/,
    );
  });

  it('may come from other providers', async () => {
    @Injectable()
    class Configuration {
      readonly name = 'configured';
    }
    @Module({ providers: [Configuration], exports: [Configuration] })
    class ConfigurationModule {}
    @Module({
      imports: [
        ErrorsModule.forRootAsync({
          imports: [ConfigurationModule],
          inject: [Configuration],
          useFactory: (configuration: Configuration) => ({ serviceName: configuration.name }),
        }),
      ],
    })
    class ConfiguredModule {}
    const { url, close } = await startApp(ConfiguredModule);
    const body = (await (await fetch(`${url}/nowhere`)).json()) as Record<string, unknown>;
    await close();
    expectContract(body, { code: 'ROUTE_NOT_FOUND' });
    expect(body).toMatchObject({ service_name: 'configured' });
    expect(body).not.toHaveProperty('documentation_url');
  });
});

describe('the functions given to the module', () => {
  let things: Things;
  afterEach(() => things.close());

  it('name the trace of a request', async () => {
    things = await startThings('fastify', { options: { traceId: () => 'b'.repeat(32) } });
    expect((await things.ask('/things/bug')).body['trace_id']).toBe('b'.repeat(32));
  });

  it.each([
    ['nonsense', () => 'b\r\nset-cookie: c'],
    ['nothing', () => undefined],
    ['an exception', fail],
  ])('do no harm when the trace is %s', async (_what, traceId) => {
    things = await startThings('fastify', { options: { traceId } });
    expectContract((await things.ask('/things/bug')).body, { code: 'INTERNAL_ERROR' });
  });

  it('do no harm when they throw anything at all', async () => {
    const onError = () => {
      throw Object.create(null);
    };
    things = await startThings('express', { options: { onError } });
    expectContract((await things.ask('/things/bug')).body, { code: 'INTERNAL_ERROR' });
  });

  it('choose the catalogue, also for what the services say on purpose', async () => {
    class OwnError extends BusinessRuleViolationError {
      readonly code = 'MY_OWN';
    }
    const catalogue = standardCatalogue.extend({
      MY_OWN: { kind: 'business_rule', status: 402, title: 'Mine', explanation: 'Mine.', message: 'Mine.' },
    });
    things = await startThings('fastify', { options: { catalogue } });
    things.app.get(ThingsController).next = new OwnError('Mine alone.');
    expect((await things.ask('/things/whatever')).body).toMatchObject({
      error_code: 'MY_OWN',
      status_code: 402,
    });
  });
});

describe('errors that nobody asks to be told of', () => {
  it.each([
    ['bug', 'error', /secret/],
    ['stock', 'warn', /Not enough stock/],
    ['limited', 'warn', /Slow down/],
    ['gone', 'log', /no more/],
  ] as const)("go to Nest's logger at the level of their kind: %s", async (what, level, words) => {
    const things = await startThings('fastify', { options: { onError: undefined } });
    const logger = new ConsoleLogger();
    const lines = jest.spyOn(logger, level).mockReturnValue(undefined);
    things.app.useLogger(logger);
    const { body } = await things.ask(`/things/${what}`);
    things.app.useLogger(false);
    await things.close();
    const [line, ...rest] = lines.mock.calls.at(-1) ?? [];
    expect(line).toMatchObject({ trace_id: body['trace_id'], msg: expect.stringMatching(words) });
    expect(rest.some((argument) => /thrown\.ts/.test(String(argument)))).toBe(level === 'error');
  });
});

describe('outside HTTP', () => {
  it('the filters leave errors to others', () => {
    const host = { getType: () => 'rpc' } as unknown as ArgumentsHost;
    const error = new (class extends BusinessRuleViolationError {
      readonly code = 'CONFLICT';
    })('no');
    const filter = new AppErrorFilter(undefined as never);
    expect(() => filter.catch(error, host)).toThrow(error);
  });

  it('an application without a server starts and ends', async () => {
    @Module({ imports: [ErrorsModule.forRoot({ serviceName: 'worker' })] })
    class WorkerModule {}
    const context = await NestFactory.createApplicationContext(WorkerModule, { logger: false });
    await expect(context.close()).resolves.toBeUndefined();
  });
});

function fail(): never {
  throw new Error('from inside');
}
