import { faults, FaultServer } from '@baluarte/testing';
import { endPeers, scriptedPeer } from './support/counting-server.js';
import { endingOf, pipelineUnderTest, settled } from './support/pipeline-under-test.js';

describe('an outage', () => {
  afterEach(endPeers);

  it('of a dead peer gets at most 20 requests out of 100 calls, ten of them at once', async () => {
    const { pipeline, clock } = pipelineUnderTest({ bulkhead: { slots: 10, queue: 90 } });
    let requests = 0;
    const refused = () =>
      new Promise<never>((_resolve, reject) => {
        requests += 1;
        clock.setTimer(2, () => reject(new Error('refused')));
      });
    const calls = Array.from({ length: 100 }, () =>
      endingOf(pipeline.execute(refused, { repeatable: true })),
    );
    for (let step = 0; step < 30; step += 1) {
      await clock.advance(100);
      await settled();
    }
    const endings = await Promise.all(calls);
    expect(requests).toBeLessThanOrEqual(20);
    expect(endings.filter((ending) => ending === 'CircuitOpenError').length).toBeGreaterThanOrEqual(80);
  });

  it.each(['undici', 'http'] as const)(
    'of a server gets at most 20 requests out of 100 calls at once over %s, whatever may be repeated',
    async (transport) => {
      const { asked, ours } = await scriptedPeer({ transport, bulkhead: { slots: 10, queue: 90 } });
      const { requests } = await asked([faults.resetBeforeHeaders()], () =>
        Promise.allSettled(Array.from({ length: 100 }, () => ours.get('/'))),
      );
      expect(requests.length).toBeGreaterThanOrEqual(10);
      expect(requests.length).toBeLessThanOrEqual(20);
    },
  );

  it('makes at most 1.35 attempts of a call, when the circuit does nothing about it', async () => {
    const { pipeline, clock } = pipelineUnderTest({
      circuit: { mode: 'off' },
      bulkhead: { slots: 1_000, queue: 0 },
    });
    let attempts = 0;
    const work = () =>
      new Promise<never>((_resolve, reject) => {
        attempts += 1;
        clock.setTimer(20, () => reject(new Error('down')));
      });
    const calls = Array.from({ length: 1_000 }, () => endingOf(pipeline.execute(work, { repeatable: true })));
    for (let step = 0; step < 150; step += 1) {
      await clock.advance(20);
      await settled();
    }
    await Promise.all(calls);
    expect(attempts / 1_000).toBeLessThanOrEqual(1.35);
    expect(attempts).toBeGreaterThan(1_000);
  });

  it('ends: a server that is there again is found after the break', async () => {
    const port = await FaultServer.refusingPort();
    const peer = await scriptedPeer({
      baseURL: `http://127.0.0.1:${port}`,
      circuit: { minCalls: 2, breakMs: 20, maxBreakMs: 20, probes: 1 },
      retry: { maxRetries: 0 },
    });
    for (let call = 0; call < 3; call += 1) await peer.ours.get('/').catch(() => undefined);
    expect(peer.client.pipeline.snapshot().circuit.state).toBe('open');
    const { createServer } = await import('node:http');
    const server = createServer((_request, response) => void response.end('{}'));
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    while (peer.client.pipeline.snapshot().circuit.state !== 'closed')
      await peer.ours.get('/').catch(() => settled());
    expect((await peer.ours.get('/')).status).toBe(200);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
});
