import { eventually, faults, FaultServer, PostgresServer, startApp } from '@baluarte/testing';
import type { Measure } from '../measure.js';

interface Program {
  readonly ShopModule: Parameters<typeof startApp>[0];
}

const REPLICAS = 3;
/** As often as an orchestrator asks before it believes a failure. */
const FAILURES = 3;
const PROBES = 50;

async function answersOk(url: string): Promise<boolean> {
  const { ok } = await fetch(url);
  return ok;
}

/** How many of these fail often enough for an orchestrator to act. */
async function failing(urls: readonly string[], path: string): Promise<number> {
  let found = 0;
  for (const url of urls) {
    let failures = 0;
    while (failures < FAILURES && !(await answersOk(url + path))) failures += 1;
    if (failures === FAILURES) found += 1;
  }
  return found;
}

/** How often a peer is asked when many ask for the health of one replica at once. */
async function looksOf(url: string, peer: FaultServer): Promise<number> {
  const before = peer.requests.length;
  await Promise.all(Array.from({ length: PROBES }, () => answersOk(`${url}/health`)));
  return peer.requests.length - before;
}

export const measure: Measure = async ({ program }) => {
  const postgres = await PostgresServer.start();
  const payments = (await FaultServer.start()).script(faults.respond({ status: 200 }));
  const { ShopModule } = await program<Program>({ 5432: postgres.port, 3002: payments.port });
  const replicas = await Promise.all(Array.from({ length: REPLICAS }, () => startApp(ShopModule)));
  const urls = replicas.map(({ url }) => url);
  const looks = await looksOf(urls[0] ?? '', payments);
  payments.script(faults.respond({ status: 503 }));
  const turnedAway = await failing(urls, '/health/ready');
  const restartedForPayments = await failing(urls, '/health/live');
  payments.script(faults.respond({ status: 200 }));
  await postgres.remove();
  for (const url of urls) await eventually(async () => !(await answersOk(`${url}/health/ready`)));
  return {
    'looks at payments for 50 questions at once': looks,
    'replicas of 3 that get no requests when payments is down': turnedAway,
    'replicas of 3 that are restarted when payments is down': restartedForPayments,
    'replicas of 3 that are restarted when the database is down': await failing(urls, '/health/live'),
    'replicas of 3 that get no requests when the database is down': await failing(urls, '/health/ready'),
  };
};
