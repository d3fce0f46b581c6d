import { faults } from '@baluarte/testing';
import { dependencyHealth } from '../src/dependency-health.js';
import { ResilienceRegistry } from '../src/registry.js';
import { endPeers, scriptedPeer } from './support/counting-server.js';
import { settled } from './support/pipeline-under-test.js';

async function checked(options = {}) {
  const peer = await scriptedPeer({ circuit: { minCalls: 1, probes: 1, ...options } });
  const registry = new ResilienceRegistry();
  registry.add(peer.client.pipeline);
  const check = dependencyHealth(registry, 'peer', peer.ours);
  return { ...peer, check: () => check(AbortSignal.timeout(5_000)) };
}

describe('the health of a dependency', () => {
  afterEach(endPeers);

  it('is up when it answers, and asked at the path where it says that it is alive', async () => {
    const { check, server } = await checked();
    expect(await check()).toEqual({ status: 'up', detail: { circuit: 'closed' } });
    expect(server.requests).toMatchObject([{ method: 'GET', path: '/health/live' }]);
  });

  it('is an error when it does not, after one attempt', async () => {
    const { check, server } = await checked({ minCalls: 10 });
    server.script(faults.resetBeforeHeaders());
    await expect(check()).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(server.requests).toHaveLength(1);
  });

  it('is degraded while its circuit is open, and nobody asks', async () => {
    const { check, server, client } = await checked();
    const isolation = client.pipeline.isolate('test');
    expect(await check()).toEqual({ status: 'degraded', detail: { circuit: 'open' } });
    isolation.release();
    expect(server.requests).toEqual([]);
  });

  it('is degraded while others try it out', async () => {
    const { check, server, client, ours } = await checked();
    client.pipeline.isolate('test').release();
    server.script(faults.neverAnswer());
    const controller = new AbortController();
    const probe = ours.get('/', { signal: controller.signal }).catch(() => 'aborted');
    while (server.requests.length === 0) await settled();
    expect(await check()).toEqual({ status: 'degraded', detail: { circuit: 'half_open' } });
    controller.abort();
    await probe;
    expect(server.requests).toHaveLength(1);
  });
});
