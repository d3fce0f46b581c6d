import { Body, Controller, Get, Module, Post } from '@nestjs/common';
import { PLATFORMS, startApp, type StartedApp } from '@baluarte/testing';
import { currentTraceId, ObservabilityModule, outgoingHeaders } from '../src/index.js';

const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

@Controller('things')
class ThingsController {
  @Get(':id')
  async show() {
    await new Promise((resolve) => setTimeout(resolve, 1));
    return { traceId: currentTraceId(), headers: outgoingHeaders() };
  }

  @Post()
  async make(@Body() body: object) {
    return { traceId: currentTraceId(), body };
  }
}

@Module({
  imports: [ObservabilityModule.forRoot({ serviceName: 'things', version: '1.0.0', logLevel: 'silent' })],
  controllers: [ThingsController],
})
class ThingsModule {}

describe.each(PLATFORMS)('a request on %s', (platform) => {
  let things: StartedApp;
  beforeAll(async () => {
    things = await startApp(ThingsModule, { platform });
  });
  afterAll(() => things.close());

  it('goes on in the trace of its caller, across awaits and outgoing calls', async () => {
    const answer = await fetch(`${things.url}/things/1`, { headers: { traceparent: TRACEPARENT } });
    const seen = (await answer.json()) as { traceId: string; headers: Record<string, string> };
    expect(seen.traceId).toBe('0af7651916cd43dd8448eb211c80319c');
    expect(seen.headers['traceparent']).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-[\da-f]{16}-01$/);
    expect(seen.headers['traceparent']).not.toContain('b7ad6b7169203331');
    expect(answer.headers.get('x-trace-id')).toBe('0af7651916cd43dd8448eb211c80319c');
  });

  it('keeps its context while a body is read', async () => {
    const answer = await fetch(`${things.url}/things`, {
      method: 'POST',
      body: '{"a":1}',
      headers: { 'content-type': 'application/json', 'x-correlation-id': 'my-shop-7' },
    });
    const seen = (await answer.json()) as { traceId: string };
    expect(answer.headers.get('x-correlation-id')).toBe('my-shop-7');
    expect(answer.headers.get('x-trace-id')).toBe(seen.traceId);
  });

  it('is measured under the template of its route, or as unmatched', async () => {
    await fetch(`${things.url}/nothing/here`);
    const metrics = await (await fetch(`${things.url}/metrics`)).text();
    expect(metrics).toContain('route="/things/:id",status="200"');
    expect(metrics).toContain('route="unmatched",status="404"');
    expect(metrics).not.toContain('/nothing/here');
  });
});
