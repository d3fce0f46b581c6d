import { Agent } from 'node:http';
import { fileURLToPath } from 'node:url';
import axios from 'axios';
import { RunningSystem } from '@baluarte/testing';
import { load, type Round } from '../load.js';
import { publish } from '../publish.js';

const OFFSET = 5_800;
const LAUNCHER = fileURLToPath(new URL('../../../tools/embedded/dist/main.js', import.meta.url));
const EDGE = 'stock_recommendations';
const ROUNDS = 7;
const REQUESTS = 1_000;

const http = axios.create({ httpAgent: new Agent({ keepAlive: true }) });

/** One request after the other, as long as nothing else is on the edge. */
function measure(url: string): Promise<Round> {
  return load({
    requests: REQUESTS,
    atOnce: 1,
    request: async () => void (await http.get(`${url}/health/live`)),
  });
}

/** The middle of the medians of rounds that were run in turn. */
function middleMs(rounds: readonly Round[]): number {
  return rounds.map(({ p50Ms }) => p50Ms).sort((a, b) => a - b)[Math.floor(rounds.length / 2)] ?? 0;
}

const system = await RunningSystem.start(LAUNCHER, OFFSET);
try {
  const { data } = await axios.get<{ listen: string }>(`${system.faultProxyUrl}/proxies/${EDGE}`);
  const [direct, proxied] = [[] as Round[], [] as Round[]];
  for (let round = 0; round < ROUNDS; round += 1) {
    direct.push(await measure(system.url('recommendations')));
    proxied.push(await measure(`http://${data.listen}`));
  }
  const [directMs, proxiedMs] = [middleMs(direct), middleMs(proxied)];
  publish(
    'the fault proxy',
    `A request straight to a service takes ${directMs.toFixed(2)} ms (p50), through the proxy on the edge ${proxiedMs.toFixed(2)} ms: it adds ${(proxiedMs - directMs).toFixed(2)} ms.`,
  );
} finally {
  await system.stop();
}
