import { Controller, Get, Injectable, Module, Post, type Type } from '@nestjs/common';
import { FaultServer, faults, PLATFORMS, startApp } from '@baluarte/testing';
import type { AxiosInstance } from 'axios';
import { currentScope } from '../../src/deadline/call-scope.js';
import { ResilienceRegistry } from '../../src/registry.js';
import { InjectClient, InjectPipeline, Resilient, ResilienceModule } from '../../src/nest/index.js';
import type { Pipeline } from '../../src/pipeline.js';
import { settled } from '../support/pipeline-under-test.js';

let peer: FaultServer;

beforeAll(async () => {
  peer = await FaultServer.start();
});
afterAll(() => peer.close());

@Injectable()
class Mailer {
  failures = 0;
  attempts = 0;

  @Resilient('mail', { repeatable: true })
  async send(to: string): Promise<string> {
    this.attempts += 1;
    if (this.failures-- > 0) throw new Error('The mail server is away.');
    return `sent to ${to} within ${Math.round((currentScope()?.endsAt ?? 0) > 0 ? 1 : 0)}`;
  }
}

@Controller()
class ProbeController {
  constructor(
    @InjectClient('stock') private readonly stock: AxiosInstance,
    @InjectPipeline('mail') readonly mail: Pipeline,
    private readonly mailer: Mailer,
  ) {}

  @Get('stock')
  async askStock() {
    return (await this.stock.get<object>('/things', { operation: 'things' })).data;
  }

  @Post('mail')
  send() {
    return this.mailer.send('ana');
  }

  @Get('scope')
  scope() {
    const { endsAt, signal } = currentScope() ?? {};
    return { hasEnd: endsAt !== undefined, hasSignal: signal !== undefined };
  }
}

function appModule(): Type {
  @Module({
    imports: [
      ResilienceModule.forRoot(),
      ResilienceModule.forClientAsync('stock', {
        useFactory: () => ({ baseURL: peer.url, preset: 'read-heavy' as const, retry: { maxRetries: 2 } }),
      }),
      ResilienceModule.forPipeline('mail', { retry: { baseDelayMs: 1, maxDelayMs: 5 } }),
    ],
    controllers: [ProbeController],
    providers: [Mailer],
  })
  class AppModule {}
  return AppModule;
}

describe.each(PLATFORMS)('the module on %s', (platform) => {
  let url: string;
  let close: () => Promise<void>;
  let registry: ResilienceRegistry;
  let mailer: Mailer;

  beforeEach(async () => {
    const started = await startApp(appModule(), { platform });
    ({ url, close } = started);
    registry = started.app.get(ResilienceRegistry);
    mailer = started.app.get(Mailer);
  });
  afterEach(() => close());

  it('gives a client that repeats and tells, and a registry that knows it', async () => {
    const told: string[] = [];
    registry.events.subscribe(({ type, operation }) => told.push(`${type} ${operation}`));
    peer.script(faults.respond({ status: 503 }), faults.respond({ body: { items: [1] } }));
    expect(await (await fetch(`${url}/stock`)).json()).toEqual({ items: [1] });
    expect(told).toEqual(['attempt things', 'retry things', 'attempt things', 'call things']);
    expect(
      registry
        .list()
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(['mail', 'stock']);
    expect(registry.describe('stock')).toContain('total timeout 1000 ms');
    registry.patch('stock', { totalTimeoutMs: 900 });
    expect(registry.describe('stock')).toContain('total timeout 900 ms');
  });

  it('sends a method that is not HTTP through its pipeline', async () => {
    mailer.failures = 2;
    const answer = await fetch(`${url}/mail`, { method: 'POST' });
    expect(await answer.text()).toBe('sent to ana within 1');
    expect(mailer.attempts).toBe(3);
    const isolation = registry.isolate('mail', 'test');
    expect((await fetch(`${url}/mail`, { method: 'POST' })).status).toBe(500);
    isolation.release();
    expect(mailer.attempts).toBe(3);
  });

  it('works no longer than whoever asked waits, and begins nothing for somebody who does not', async () => {
    const scope = async (headers: Record<string, string>) => {
      const answer = await fetch(`${url}/scope`, { headers });
      return [answer.status, await answer.json()] as const;
    };
    expect(await scope({})).toEqual([200, { hasEnd: false, hasSignal: true }]);
    expect(await scope({ 'X-Request-Timeout-Ms': '500' })).toEqual([200, { hasEnd: true, hasSignal: true }]);
    expect(await scope({ 'X-Request-Timeout-Ms': 'soon' })).toEqual([
      200,
      { hasEnd: false, hasSignal: true },
    ]);
    expect((await scope({ 'X-Request-Timeout-Ms': '0' }))[0]).toBeGreaterThanOrEqual(500);

    peer.script(faults.respond({ body: {} }));
    const before = peer.requests.length;
    await fetch(`${url}/stock`, { headers: { 'X-Request-Timeout-Ms': '250' } });
    const told = Number(peer.requests[before]?.headers['x-request-timeout-ms']);
    expect(told).toBeLessThanOrEqual(250);
  });

  it('ends the calls that were made for a client that has gone away', async () => {
    registry.patch('stock', { totalTimeoutMs: 20_000, attemptTimeoutMs: 20_000, circuit: { mode: 'off' } });
    peer.script(faults.neverAnswer());
    const before = peer.requests.length;
    const controller = new AbortController();
    const asking = fetch(`${url}/stock`, { signal: controller.signal }).catch(() => 'gone');
    while (peer.requests.length === before) await settled();
    controller.abort();
    expect(await asking).toBe('gone');
    while (peer.requests[before]?.abandoned !== true) await settled();
    while (registry.snapshot('stock').bulkhead.inUse > 0) await settled();
  });
});

describe('a module with wrong options', () => {
  const starting = (...imports: Parameters<typeof Module>[0]['imports'] & object) => {
    @Module({ imports: [ResilienceModule.forRoot(), ...imports] })
    class Wrong {}
    return startApp(Wrong);
  };

  it('does not start, and lists everything that is wrong', async () => {
    const wrong = { baseURL: 'stock', attemptTimeoutMs: 0, retries: 3, connectTimeoutMs: -1 };
    const start = starting(ResilienceModule.forClient('stock', wrong as never));
    await expect(start).rejects.toThrow(/resilience options of stock are wrong/);
    await expect(start).rejects.toThrow(/baseURL is stock/);
    await expect(start).rejects.toThrow(/attemptTimeoutMs is 0, but must be a number from 1/);
    await expect(start).rejects.toThrow(/retries is not an option/);
    await expect(start).rejects.toThrow(/connectTimeoutMs is -1/);
    await expect(starting(ResilienceModule.forPipeline('mail', { preset: 'huge' as never }))).rejects.toThrow(
      /preset is huge, but must be one of demo, production, read-heavy, payment/,
    );
  });

  it('does not start with two clients of one name', async () => {
    const client = (path: string) => ResilienceModule.forClient('stock', { baseURL: `${peer.url}/${path}` });
    await expect(starting(client('a'), client('b'))).rejects.toThrow(/a pipeline for stock already/);
  });
});
