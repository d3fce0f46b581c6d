import { readdir, readFile } from 'node:fs/promises';
import { FaultServer, faults, PLATFORMS, startApp } from '@baluarte/testing';
import { paymentsAt as retriedBefore } from './migration/axios-retry-before.js';
import { paymentsAt as retriedAfter } from './migration/axios-retry-after.js';
import { LibraryModule as Before } from './migration/default-filter-before.js';
import { LibraryModule as After } from './migration/default-filter-after.js';
import { recommendationsAt as guardedBefore } from './migration/opossum-before.js';
import { recommendationsAt as guardedAfter } from './migration/opossum-after.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PROGRAMS = new URL('migration/', import.meta.url);
const guide = await readFile(new URL('../../../docs/guide/migration.md', import.meta.url), 'utf8');

/** The code block that follows a comment in the guide. */
function blockAfter(comment: string): string {
  const begin = guide.indexOf(`<!-- ${comment} -->`);
  if (begin === -1) throw new Error(`migration.md has no block of ${comment}.`);
  return /```\w+\n([^]*?)```/.exec(guide.slice(begin))?.[1] ?? '';
}

describe('docs/guide/migration.md', () => {
  let peer: FaultServer;

  beforeEach(async () => {
    peer = await FaultServer.start();
  });
  afterEach(() => peer.close());

  it('shows the programs that are compiled and run here', async () => {
    const files = await readdir(PROGRAMS);
    for (const file of files) expect(blockAfter(file)).toBe(await readFile(new URL(file, PROGRAMS), 'utf8'));
    expect(guide.match(/```ts\n/g)).toHaveLength(files.length);
  });

  it.each([
    ['before', guardedBefore],
    ['after', guardedAfter],
  ])('answers, does without, and stops asking, %s', async (_when, recommendationsAt) => {
    const related = recommendationsAt(peer.url);
    peer.script(faults.respond({ body: ['P002'] }), faults.respond({ status: 503 }));
    expect(await related('P001')).toEqual(['P002']);
    for (let call = 0; call < 20; call += 1) expect(await related('P001')).toEqual([]);
    expect(peer.requests.length).toBeLessThan(15);
  });

  it('shows a charge that goes out four times before, and with its key after', async () => {
    peer.script(faults.resetBeforeHeaders());
    await expect(retriedBefore(peer.url)('order-1', 500)).rejects.toThrow();
    const before = peer.requests.map(({ headers }) => headers['idempotency-key']);
    await expect(retriedAfter(peer.url)('order-1', 500)).rejects.toThrow();
    const after = peer.requests.slice(before.length).map(({ headers }) => headers['idempotency-key']);
    expect(before).toEqual([undefined, undefined, undefined, undefined]);
    expect(new Set(after)).toEqual(new Set(['order-1']));
    expect(after.length).toBeGreaterThan(1);
  });

  it.each(PLATFORMS)('shows what a caller sees on %s', async (platform) => {
    const ask = async (module: typeof Before, accept = 'application/json') => {
      const { url, close } = await startApp(module, { platform });
      const headers = { accept, traceparent: `00-${TRACE}-b7ad6b7169203331-01` };
      const answer = (await (await fetch(`${url}/books/9`, { headers })).json()) as Record<string, unknown>;
      await close();
      return 'timestamp' in answer ? { ...answer, timestamp: '2026-11-24T09:30:00.000Z' } : answer;
    };
    const shown = (comment: string): unknown => JSON.parse(blockAfter(comment));
    expect(await ask(Before)).toEqual(shown('default-filter-before'));
    expect(await ask(After)).toEqual(shown('default-filter-after'));
    expect(await ask(After, 'application/problem+json')).toEqual(shown('problem'));
  });
});
