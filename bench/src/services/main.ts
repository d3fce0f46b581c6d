import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent } from 'node:http';
import { fileURLToPath } from 'node:url';
import axios from 'axios';
import { RunningSystem } from '@baluarte/testing';
import { load, median, type Round } from '../load.js';
import { publish, table } from '../publish.js';

const OFFSET = 5_000;
const BARE_PORT = 8_900;
const ROUNDS = 3;
const LAUNCHER = fileURLToPath(new URL('../../../tools/embedded/dist/main.js', import.meta.url));

/** One thing that both do, and how to ask either for it. */
interface Subject {
  readonly name: string;
  readonly requests: number;
  readonly ask: (target: 'ours' | 'bare', unique: string) => Promise<{ status: number }>;
}

const http = axios.create({ httpAgent: new Agent({ keepAlive: true }), validateStatus: () => true });

async function compare({
  name,
  requests,
  ask,
}: Subject): Promise<{ name: string; ours: Round; bare: Round }> {
  const rounds = { ours: [] as Round[], bare: [] as Round[] };
  for (let round = -1; round < ROUNDS; round += 1)
    for (const target of ['bare', 'ours'] as const) {
      const measured = await load({
        requests: round < 0 ? Math.ceil(requests / 4) : requests,
        atOnce: 8,
        request: async (index) => {
          const { status } = await ask(target, `${name}-${target}-${round}-${index}`);
          if (status >= 300) throw new Error(`${name} of ${target} answered ${status}.`);
        },
      });
      if (round >= 0) rounds[target].push(measured);
    }
  return { name, ours: median(rounds.ours), bare: median(rounds.bare) };
}

function subjects(system: RunningSystem, customer: string): Subject[] {
  const bare = `http://127.0.0.1:${BARE_PORT}`;
  const order = {
    customer_id: customer,
    lines: [{ product_id: 'P001', quantity: 1 }],
    payment_token: 'tok_visa',
  };
  return [
    {
      name: 'GET /products/{id}',
      requests: 2_000,
      ask: (target) => http.get(`${target === 'ours' ? system.url('stock') : bare}/api/v1/products/P001`),
    },
    {
      name: 'POST /orders',
      requests: 300,
      ask: (target, unique) =>
        http.post(`${target === 'ours' ? system.url('orders') : bare}/api/v1/orders`, order, {
          headers: { 'Idempotency-Key': unique },
        }),
    },
  ];
}

async function startBare(system: RunningSystem) {
  const peers = {
    port: BARE_PORT,
    stockDatabase: system.databaseUrl('stock'),
    ordersDatabase: system.databaseUrl('orders'),
    stock: system.url('stock'),
    payments: system.url('payments'),
    recommendations: system.url('recommendations'),
  };
  const entry = fileURLToPath(new URL('./bare-service.js', import.meta.url));
  const child = spawn(process.execPath, [entry, JSON.stringify(peers)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

function rowOf({ name, ours, bare }: { name: string; ours: Round; bare: Round }): string[] {
  return [
    name,
    (ours.requestsPerSecond / bare.requestsPerSecond).toFixed(2),
    (ours.p50Ms / bare.p50Ms).toFixed(2),
    (ours.p95Ms / bare.p95Ms).toFixed(2),
    `${ours.p50Ms.toFixed(1)} ms against ${bare.p50Ms.toFixed(1)} ms`,
  ];
}

const system = await RunningSystem.start(LAUNCHER, OFFSET, {}, { faultProxy: false });
const bare = await startBare(system);
try {
  const { data } = await http.post<{ id: string }>(`${system.url('orders')}/api/v1/customers`, {
    email: 'bench@example.com',
    name: 'Bench',
  });
  const results = [];
  for (const subject of subjects(system, data.id)) results.push(await compare(subject));
  publish('the services', table(['', 'throughput', 'p50', 'p95', 'p50 here'], results.map(rowOf)));
} finally {
  bare.kill();
  await system.stop();
}
