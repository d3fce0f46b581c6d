import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Module } from '@nestjs/common';
import axios from 'axios';
import { PLATFORMS, Readme, startApp } from '@baluarte/testing';
import { ObservabilityModule } from '../src/index.js';
import { CapturedLog } from './capture-log.js';
import { ShopController, ShopModule } from './readme/shop.module.js';
import { start } from './readme/main.js';
import { jobFor, perform } from './readme/worker.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const readme = new Readme('@baluarte/observability', new URL('../', import.meta.url));

describe('README.md', () => {
  it('shows the programs that are run here, and no others', () => {
    expect(readme.shownPrograms()).toEqual(readme.writtenPrograms());
  });

  /** Before the others: the logger of a process is that of its first application. */
  it('shows the line that the program writes', async () => {
    const log = new CapturedLog();
    @Module({
      imports: [ObservabilityModule.forRoot({ serviceName: 'shop', version: '1.0.0', logDestination: log })],
      controllers: [ShopController],
    })
    class LoggedModule {}
    const { url, close } = await startApp(LoggedModule);
    await fetch(`${url}/shop`, { headers: { traceparent: `00-${TRACE}-b7ad6b7169203331-01` } });
    await close();
    const shown = JSON.parse(readme.blockAfter('line')) as Record<string, unknown>;
    const { time, span_id, ...line } = log.entries.find(({ msg }) => msg === 'somebody came in') ?? {};
    expect({ time: '', span_id: '', ...line }).toEqual({ ...shown, time: '', span_id: '' });
    expect([typeof time, typeof span_id]).toEqual(['string', 'string']);
  });

  it('shows a program that starts and ends', async () => {
    const app = await start(0);
    const answer = await fetch(`${(await app.getUrl()).replace('[::1]', 'localhost')}/shop`);
    await app.close();
    expect(await answer.json()).toEqual({ welcome: true });
  });

  it.each(PLATFORMS)('shows a module that measures on %s', async (platform) => {
    const { url, close } = await startApp(ShopModule, { platform });
    await fetch(`${url}/shop`);
    const metrics = await (await fetch(`${url}/metrics`)).text();
    await close();
    expect(metrics).toMatch(/^shop_visits_total\{door="front"\} \d+$/m);
    expect(metrics).toMatch(/^http_server_request_duration_seconds_count\{method="GET",route="\/shop",/m);
  });

  it('shows a worker that goes on in the trace it was given', async () => {
    const seen: unknown[] = [];
    const peer = createServer((request, response) => {
      seen.push(request.headers['traceparent']);
      response.end('{}');
    });
    await new Promise<void>((resolve) => peer.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(peer.address() as AddressInfo).port}`;
    expect(jobFor(url)).toEqual({ url, trace: undefined });
    await perform({ url, trace: `00-${TRACE}-b7ad6b7169203331-01` }, axios.create());
    peer.close();
    expect(seen).toEqual([expect.stringMatching(new RegExp(`^00-${TRACE}-[\\da-f]{16}-01$`))]);
  });
});
