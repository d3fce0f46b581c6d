import { ResilienceRegistry } from '@baluarte/resilience';
import { faults, FaultServer, PLATFORMS, Readme, startApp } from '@baluarte/testing';
import { start } from './readme/main.js';
import { start as startOnExpress } from './readme/main-on-express.js';
import { ShopModule } from './readme/shop.module.js';
import { StockHealthModule } from './readme/stock-health.module.js';

const readme = new Readme('@baluarte/health', new URL('../', import.meta.url));

describe('README.md', () => {
  it('shows the programs that are run here, and no others', () => {
    expect(readme.shownPrograms()).toEqual(readme.writtenPrograms());
  });

  it.each([
    ['Fastify', start],
    ['Express', startOnExpress],
  ])('shows a program that starts on %s, is ready, and ends', async (_platform, begin) => {
    const app = await begin(0);
    const { status } = await fetch(`${(await app.getUrl()).replace('[::1]', 'localhost')}/health/ready`);
    await app.close();
    expect(status).toBe(200);
  });

  it.each(PLATFORMS)('shows the answer that the program gives on %s', async (platform) => {
    const { url, close } = await startApp(ShopModule, { platform });
    const body = (await (await fetch(`${url}/health`)).json()) as object;
    await close();
    const withoutTimes = (value: object): unknown =>
      JSON.parse(JSON.stringify(value).replaceAll(/"latency_ms":[\d.]+/g, '"latency_ms":0'));
    expect(withoutTimes(body)).toEqual(withoutTimes(JSON.parse(readme.blockAfter('answer')) as object));
  });

  it.each([
    ['up', 'its path answers', { answer: 200, isolated: false, asked: 1 }],
    ['down', 'it has no such path', { answer: 404, isolated: false, asked: 1 }],
    ['degraded', 'its circuit is open, and is not asked', { answer: 200, isolated: true, asked: 0 }],
  ])('shows a dependency that is %s when %s', async (status, _when, { answer, isolated, asked }) => {
    const peer = await FaultServer.start();
    peer.script(faults.respond({ status: answer }));
    const { app, url, close } = await startApp(StockHealthModule.forStock(peer.url));
    if (isolated) app.get(ResilienceRegistry).isolate('stock', 'out of order');
    const report: unknown = await (await fetch(`${url}/health`)).json();
    await close();
    await peer.close();
    expect(report).toMatchObject({ details: { stock: { status } } });
    expect(peer.requests.map(({ path }) => path)).toEqual(Array(asked).fill('/health/live'));
  });
});
