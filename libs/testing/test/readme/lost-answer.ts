import { faults, FaultServer } from '../../src/index.js';

/** What a client does whose first request is carried out while its answer is lost. */
export async function loseTheFirstAnswer(ask: (url: string) => Promise<unknown>) {
  const peer = await FaultServer.start();
  try {
    peer.script(faults.resetBeforeHeaders(), faults.respond({ status: 201, body: { id: 'charge-1' } }));
    const answer = await ask(`${peer.url}/charges`);
    return { answer, requests: peer.requests.map(({ method, path }) => `${method} ${path}`) };
  } finally {
    await peer.close();
  }
}
