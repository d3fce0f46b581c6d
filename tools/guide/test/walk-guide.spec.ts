import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually, RunningSystem, Shop } from '@baluarte/testing';
import { LAUNCHER } from '../src/walk/launcher.js';
import { stepsOf } from '../src/walk/steps.js';
import { promiseAndFact, walk } from '../src/walk/walkthrough.js';

const README = new URL('../../../README.md', import.meta.url);
const GUIDE = new URL('../../../docs/guide/', import.meta.url);
const RECOVERY_MS = 90_000;
/** How far back the circuits of `npm start` count. */
const CIRCUIT_WINDOW_MS = 10_000;

/** The pages with commands for a running system; they begin where the README has made a customer. */
const PAGES = readdirSync(GUIDE)
  .filter((file) => file.endsWith('.md') && file !== 'add-a-service.md')
  .map((file) => [file, stepsOf(new URL(file, GUIDE))] as const)
  .filter(([, steps]) => steps.length > 0);
const CUSTOMER = stepsOf(README).slice(0, 1);
const SERVICES = ['orders', 'payments', 'stock', 'recommendations'] as const;

interface Health {
  readonly details: Readonly<Record<string, { readonly status: string }>>;
}

/** Whether no service misses anything: what stands behind a circuit that is not closed is degraded. */
async function everythingIsUp(system: RunningSystem): Promise<boolean> {
  const healths = await Promise.all(
    SERVICES.map(async (service) => (await (await fetch(`${system.url(service)}/health`)).json()) as Health),
  );
  return healths.flatMap(({ details }) => Object.values(details)).every(({ status }) => status === 'up');
}

describe('the commands of the guide', () => {
  let system: RunningSystem;
  let shop: Shop;

  beforeAll(async () => {
    system = await RunningSystem.start(LAUNCHER, 4_100, {}, { observe: true });
    shop = await Shop.open(system);
  });

  afterAll(() => system.stop());

  /** Undoes every fault, and waits until all is well and every circuit closed, so that no page sees what another broke. */
  afterEach(async () => {
    const counted = sleep(CIRCUIT_WINDOW_MS);
    await fetch(`${system.faultProxyUrl}/reset`, { method: 'POST' });
    await eventually(async () => {
      const order = await shop.order('tok_visa');
      const page = (await (await fetch(`${system.url('stock')}/api/v1/products/P001`)).json()) as {
        readonly degraded?: readonly string[];
      };
      if (order.status === 201 && page.degraded === undefined && (await everythingIsUp(system))) return true;
      await sleep(500);
      return false;
    }, RECOVERY_MS);
    await counted;
  });

  it.each(PAGES)('do what the page says: %s', async (_file, steps) => {
    for (const each of await walk(steps, system, CUSTOMER)) {
      const { promised, fact } = promiseAndFact(each, system);
      expect({ command: each.step.command, fact }).toEqual({ command: each.step.command, fact: promised });
    }
  });
});
