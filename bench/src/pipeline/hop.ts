import { createServer, Agent } from 'node:http';
import type { AddressInfo } from 'node:net';
import axios from 'axios';
import { ResilientClient } from '@baluarte/resilience';
import { load, median, type Round } from '../load.js';

const BODY = JSON.stringify({ product_id: 'P001', available: 5 });
const ROUNDS = 5;

/** One hop over loopback: the whole client against axios alone with its http adapter, both on keep-alive connections. */
export async function compareHop(): Promise<{ readonly ours: Round; readonly axios: Round }> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(BODY);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const plain = axios.create({
    baseURL,
    maxRedirects: 0,
    httpAgent: new Agent({ keepAlive: true, maxSockets: 20 }),
  });
  const ours = ResilientClient.create('peer', { baseURL });
  const rounds = { ours: [] as Round[], axios: [] as Round[] };
  const ask = async (get: (path: string) => Promise<{ status: number }>) => {
    if ((await get('/')).status !== 200) throw new Error('The server did not answer 200.');
  };
  for (let round = -1; round < ROUNDS; round += 1)
    for (const [name, get] of [
      ['axios', (path: string) => plain.get(path)],
      ['ours', (path: string) => ours.http.get(path)],
    ] as const) {
      const measured = await load({ requests: 6_000, atOnce: 20, request: () => ask(get) });
      if (round >= 0) rounds[name].push(measured);
    }
  await ours.close();
  server.closeAllConnections();
  server.close();
  return { ours: median(rounds.ours), axios: median(rounds.axios) };
}
