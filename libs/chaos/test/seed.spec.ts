import { eventually } from '@baluarte/testing';
import { Edge } from './support/edge.js';
import { ours } from './support/ours.js';

const CONNECTIONS = 16;

/** Which of so many connections a toxic with toxicity ½ hits. */
async function hitConnections(edge: Edge): Promise<string> {
  await edge.addToxic({ name: 'half', type: 'limit_data', toxicity: 0.5, attributes: { bytes: 1 } });
  const hits: string[] = [];
  for (let index = 0; index < CONNECTIONS; index += 1) {
    const { client, server } = await edge.open();
    server.socket.end('ab');
    await eventually(() => client.endedMs !== undefined);
    hits.push(client.receivedBytes === 1 ? 'x' : '.');
    client.socket.destroy();
  }
  return hits.join('');
}

async function hitsOfSeed(seed: number): Promise<string> {
  const edge = await Edge.start(ours(seed));
  const hits = await hitConnections(edge);
  await edge.close();
  return hits;
}

describe('a seed', () => {
  it('makes the same connections be hit again', async () => {
    const hits = await hitsOfSeed(7);
    expect(await hitsOfSeed(7)).toBe(hits);
    expect(await hitsOfSeed(8)).not.toBe(hits);
    expect(hits).toContain('x');
    expect(hits).toContain('.');
  });

  it('begins anew with a toxic that is added anew', async () => {
    const edge = await Edge.start(ours(7));
    const hits = await hitConnections(edge);
    await edge.removeToxic('half');
    const again = await hitConnections(edge);
    await edge.close();
    expect(again).toBe(hits);
  });
});
