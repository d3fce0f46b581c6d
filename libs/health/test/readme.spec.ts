import { readdir, readFile } from 'node:fs/promises';
import { ResilienceRegistry } from '@baluarte/resilience';
import { FaultServer, faults, PLATFORMS, startApp } from '@baluarte/testing';
import { start } from './readme/main.js';
import { start as startOnExpress } from './readme/main-on-express.js';
import { ShopModule } from './readme/shop.module.js';
import { StockHealthModule } from './readme/stock-health.module.js';

const read = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');

/** The code block that follows a comment in the README. */
async function blockAfter(comment: string): Promise<string> {
  const readme = await read('../README.md');
  const begin = readme.indexOf(`<!-- ${comment} -->`);
  if (begin === -1) throw new Error(`README.md has no block of ${comment}.`);
  return /```\w+\n([^]*?)```/.exec(readme.slice(begin))?.[1] ?? '';
}

describe('README.md', () => {
  it('shows programs that exist', async () => {
    const files = await readdir(new URL('readme', import.meta.url));
    for (const file of files)
      expect(await blockAfter(`test/readme/${file}`)).toBe(
        (await read(`readme/${file}`)).replaceAll('../../src/index.js', '@baluarte/health'),
      );
    expect((await read('../README.md')).match(/```ts/g)).toHaveLength(files.length);
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
    expect(withoutTimes(body)).toEqual(withoutTimes(JSON.parse(await blockAfter('answer')) as object));
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
