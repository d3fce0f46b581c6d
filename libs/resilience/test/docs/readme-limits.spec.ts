import { text } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { faults } from '@baluarte/testing';
import { endPeers, scriptedPeer } from '../support/counting-server.js';

describe('what README.md says that the library does not do', () => {
  afterEach(endPeers);

  it('bound the body of a stream by the attempt timeout', async () => {
    const { server, ours } = await scriptedPeer({ attemptTimeoutMs: 1_000 });
    server.script(faults.slowBody({ bytesPerTick: 100, everyMs: 150 }));
    const startedAt = performance.now();
    const { data } = await ours.get<Readable>('/', { responseType: 'stream' });
    expect(await text(data)).toHaveLength(1_000);
    expect(performance.now() - startedAt).toBeGreaterThan(1_000);
  });

  it('but a pause in that body by bodyTimeoutMs', async () => {
    const { server, ours } = await scriptedPeer({ bodyTimeoutMs: 1_000 });
    server.script(faults.neverEndBody());
    const { data } = await ours.get<Readable>('/', { responseType: 'stream' });
    await expect(text(data)).rejects.toMatchObject({ code: 'ETIMEDOUT' });
  });

  it('follow a redirect', async () => {
    const { asked, ours } = await scriptedPeer();
    const redirect = faults.respond({ status: 302, headers: { location: '/elsewhere' } });
    const { requests } = await asked([redirect, faults.respond({ body: {} })], () => ours.get('/'));
    expect(requests.map(({ path }) => path)).toEqual(['/']);
  });

  it.each([
    ['maxRedirects', { maxRedirects: 3 }],
    ['proxy', { proxy: { host: '127.0.0.1', port: 1 } }],
    ['httpsAgent', { httpsAgent: {} }],
  ])('ignore %s, which it refuses', async (option, config) => {
    const { asked, ours } = await scriptedPeer();
    const { ending, requests } = await asked([faults.respond({ body: {} })], () => ours.get('/', config));
    expect(ending).toMatchObject({ code: 'ERR_NOT_SUPPORT', message: expect.stringContaining(option) });
    expect(requests).toEqual([]);
  });

  it('give more connections to a bulkhead that gets more slots', async () => {
    const { client, server, ours } = await scriptedPeer({ bulkhead: { slots: 1 } });
    server.script(faults.respond({ body: {}, afterMs: 50 }));
    client.pipeline.patch({ bulkhead: { slots: 5 } });
    await Promise.all([1, 2, 3].map(() => ours.get('/')));
    expect(server.connections).toBe(1);
  });
});
