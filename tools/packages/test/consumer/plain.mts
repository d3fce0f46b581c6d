import { writeFile } from 'node:fs/promises';
import axios from 'axios';
import { breakStock } from './chaos/break-stock.js';
import { shopConfig } from './config/shop.config.js';
import { catalogue, judgeMembers } from './errors/lend-book.js';
import { perform } from './observability/worker.js';
import { statesOfACircuit } from './resilience/circuit-in-a-test.js';
import { paymentsAt } from './resilience/charge.js';
import { readPrice } from './resilience/read-price.js';

/** Runs the programs that need no Nest, and prints what came out as one line of JSON. */
async function main() {
  const peer = process.env['PEER'] ?? '';
  const listen = process.env['LISTEN'] ?? '';
  const statuses: number[] = [];
  await breakStock({ listen, upstream: new URL(peer).host }, async () => {
    statuses.push((await fetch(`http://${listen}/products/1`)).status);
  });
  const payments = paymentsAt(peer);
  const charged = await payments.charge('order-1', 500);
  await payments.close();
  await writeFile('price.txt', '12.90');
  const judged = judgeMembers({ type: 'no_answer', reason: 'timeout', executed: 'unknown' }, undefined);
  await perform({ url: `${peer}/traced`, trace: process.env['TRACEPARENT'] }, axios.create());
  const said = {
    config: shopConfig({ STOCK_URL: peer, STOCK_TOKEN: 'secret' }),
    statuses,
    charged,
    circuit: await statesOfACircuit(),
    price: await readPrice('price.txt'),
    judged: [judged.code, catalogue.has(judged.code)],
  };
  process.stdout.write(`${JSON.stringify(said)}\n`);
}

void main();
