import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { FaultServer, faults, PLATFORMS, startApp } from '@baluarte/testing';
import { EventStream, Pipeline, resolveOptions, ResilienceRegistry } from '../../src/index.js';
import { ResilienceModule } from '../../src/nest/index.js';
import { blockAfter, README, readText, snippets } from './markdown.js';
import { Addresses, Directory, DirectoryModule } from './programs/addresses.js';
import { paymentsAt } from './programs/charge.js';
import { statesOfACircuit } from './programs/circuit-in-a-test.js';
import { operate } from './programs/operate.js';
import { ProductPageModule } from './programs/product-page.js';
import { readPrice } from './programs/read-price.js';
import { reviewsOptions } from './programs/reviews.config.js';
import { ShopModule } from './programs/shop.module.js';

const PROGRAMS = new URL('programs/', import.meta.url);
const asInstalled = (source: string) =>
  source
    .replaceAll('../../../src/nest/index.js', '@baluarte/resilience/nest')
    .replaceAll('../../../src/index.js', '@baluarte/resilience');

let peer: FaultServer;

beforeAll(async () => {
  peer = await FaultServer.start();
});
afterAll(() => peer.close());

describe('README.md', () => {
  it('shows the programs that are run here, and no others', async () => {
    const readme = await readText(README);
    const files = await readdir(PROGRAMS);
    for (const file of files)
      expect(blockAfter(readme, `test/docs/programs/${file}`)).toBe(
        asInstalled(await readText(new URL(file, PROGRAMS))),
      );
    expect(snippets(readme)).toHaveLength(files.length);
  });

  it.each(PLATFORMS)('shows a module whose client repeats what failed, on %s', async (platform) => {
    const { url, close } = await startApp(ShopModule.forStock(peer.url), { platform });
    const before = peer.requests.length;
    peer.script(faults.respond({ status: 503 }), faults.respond({ body: { id: 'P1' } }));
    const body: unknown = await (await fetch(`${url}/products/P1`)).json();
    await close();
    expect(body).toEqual({ id: 'P1' });
    expect(peer.requests.slice(before).map(({ path }) => path)).toEqual(['/products/P1', '/products/P1']);
  });

  it.each(PLATFORMS)('shows a module whose circuit opens as it says, on %s', async (platform) => {
    const { app, url, close } = await startApp(ShopModule.forStock(peer.url), { platform });
    const before = peer.requests.length;
    peer.script(faults.respond({ status: 503 }));
    const statuses: number[] = [];
    for (let call = 0; call < 9; call += 1) statuses.push((await fetch(`${url}/products/P1`)).status);
    const { circuit } = app.get(ResilienceRegistry).snapshot('stock');
    await close();
    expect([circuit.state, peer.requests.length - before]).toEqual(['open', 20]);
    expect(new Set(statuses)).toEqual(new Set([500]));
  });

  it.each(PLATFORMS)(
    'shows a page that does without, and a failure told by its code, on %s',
    async (platform) => {
      const REVIEWS = {
        REVIEWS_URL: peer.url,
        REVIEWS_RETRY_MAX_RETRIES: '0',
        REVIEWS_CIRCUIT_MIN_CALLS: '2',
      };
      const options = reviewsOptions(REVIEWS);
      const { url, close } = await startApp(ProductPageModule.forReviews(options), { platform });
      const show = async (what: string) => {
        const answer = await fetch(`${url}/products/P1/${what}`);
        return [answer.status, await answer.json(), answer.headers.has('retry-after')];
      };
      peer.script(faults.respond({ body: ['Fine.'] }), faults.respond({ status: 503 }));
      const pages = [await show('page'), await show('page')];
      const failures = [await show('reviews'), await show('reviews')];
      await close();
      expect(pages).toEqual([
        [200, { id: 'P1', reviews: ['Fine.'] }, false],
        [200, { id: 'P1', reviews: null }, false],
      ]);
      const body = expect.objectContaining({ error_code: 'REVIEWS_UNAVAILABLE' });
      expect(failures).toEqual([
        [503, body, true],
        [503, body, true],
      ]);
    },
  );

  it('shows settings that list every mistake', () => {
    const wrong = { REVIEWS_ATTEMPT_TIMEOUT_MS: '5000', REVIEWS_BULKHEAD_SLOTS: 'many' };
    expect(() => reviewsOptions(wrong)).toThrow(/REVIEWS_URL is not set/);
    expect(() => reviewsOptions(wrong)).toThrow(/REVIEWS_BULKHEAD_SLOTS is "many"/);
    expect(() => reviewsOptions(wrong)).toThrow(/REVIEWS_ATTEMPT_TIMEOUT_MS is "5000"/);
    expect(reviewsOptions({ REVIEWS_URL: 'http://reviews' })).toMatchObject({ attemptTimeoutMs: 400 });
  });

  it('shows a charge that is repeated with its key, and says whether the card may have been charged', async () => {
    const payments = paymentsAt(peer.url);
    const before = peer.requests.length;
    peer.script(faults.resetBeforeHeaders(), faults.respond({ body: { id: 'pay-1' } }));
    expect(await payments.charge('order-1', 500)).toEqual({ id: 'pay-1' });
    const keys = peer.requests.slice(before).map(({ headers }) => headers['idempotency-key']);
    expect(keys).toEqual(['order-1', 'order-1']);
    peer.script(faults.resetBeforeHeaders());
    await expect(payments.charge('order-2', 500)).rejects.toMatchObject({ executed: 'unknown' });
    await payments.close();
    const nobody = paymentsAt(`http://127.0.0.1:${await FaultServer.refusingPort()}`);
    await expect(nobody.charge('order-3', 500)).rejects.toMatchObject({ executed: 'no' });
    await nobody.close();
  });

  it('shows a method that is not HTTP and is repeated', async () => {
    const asked: (AbortSignal | undefined)[] = [];
    const directory: Directory = {
      find: (name, signal) => {
        asked.push(signal);
        return asked.length === 1
          ? Promise.reject(new Error('Busy.'))
          : Promise.resolve(`${name}@example.com`);
      },
    };
    @Module({
      imports: [ResilienceModule.forRoot(), DirectoryModule],
      providers: [Addresses, { provide: Directory, useValue: directory }],
    })
    class AppModule {}
    const { app, close } = await startApp(AppModule);
    expect(await app.get(Addresses).addressOf('ana')).toBe('ana@example.com');
    expect(app.get(ResilienceRegistry).describe('directory')).toContain('bulkhead 5 slots, queue 20');
    await close();
    expect(asked).toEqual([expect.any(AbortSignal), expect.any(AbortSignal)]);
  });

  it('shows a pipeline around reading a file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'prices-'));
    await writeFile(join(folder, 'P1'), '12.90');
    expect(await readPrice(join(folder, 'P1'))).toBe('12.90');
    await expect(readPrice(join(folder, 'P2'))).rejects.toMatchObject({ code: 'ENOENT' });
    await rm(folder, { recursive: true });
  });

  it('shows how a dependency is isolated and its options changed', async () => {
    const registry = new ResilienceRegistry(new EventStream());
    const { events } = registry;
    const payments = new Pipeline('payments', resolveOptions('payments', {}), { events });
    registry.add(payments);
    const lines: string[] = [];
    const release = operate(registry, (line) => lines.push(line));
    await expect(payments.execute(() => Promise.resolve())).rejects.toThrow('its circuit is open');
    expect(payments.options.retry.maxRetries).toBe(1);
    release();
    await payments.execute(() => Promise.resolve());
    expect(lines).toEqual([
      'payments: closed -> open (isolated: maintenance until noon)',
      expect.any(String),
    ]);
    expect(lines[1]).toContain('open -> half_open');
  });

  it('shows a test in which no time passes', async () => {
    expect(await statesOfACircuit()).toEqual(['open', 'half_open']);
  });
});
