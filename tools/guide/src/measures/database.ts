import { setTimeout as sleep } from 'node:timers/promises';
import { Database } from '@baluarte/persistence';
import { eventually, faults, FaultServer, PostgresServer } from '@baluarte/testing';
import type { Measure } from '../measure.js';

interface Program {
  /** Buys one piece. */
  buy(product: string): Promise<unknown>;
  list(): Promise<unknown>;
}

const BUYERS = 10;
/** Longer than any wait that is bounded by the defaults. */
const PATIENCE_MS = 5_000;
const ANSWER = faults.respond({ status: 201 });

/** How many of these have come to an end, good or bad, by the time that `over` resolves. */
async function ended(calls: readonly Promise<unknown>[], over: Promise<unknown>): Promise<number> {
  let settled = 0;
  const all = Promise.all(
    calls.map((call) =>
      call.then(
        () => (settled += 1),
        () => (settled += 1),
      ),
    ),
  );
  await Promise.race([all, over]);
  return settled;
}

/** Ten customers buy a piece each and ten look at the list, while the processor has not answered. */
async function busyProcessor({ buy, list }: Program, processor: FaultServer): Promise<number> {
  let answer: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (answer = resolve));
  processor.script({ ...ANSWER, play: (exchange) => void held.then(() => ANSWER.play(exchange)) });
  const buying = Array.from({ length: BUYERS }, () => buy('P001'));
  await eventually(() => processor.requests.length === BUYERS);
  const listing = Array.from({ length: BUYERS }, () => list());
  const served = await ended(listing, sleep(3_000));
  answer();
  await Promise.all([...buying, ...listing.map((each) => each.catch(() => undefined))]);
  return served;
}

/** Somebody locks the table and goes away; twenty customers come. */
async function forgottenLock({ list }: Program, owner: Database): Promise<number> {
  return owner.transaction(async (transaction) => {
    await transaction.query('LOCK TABLE products');
    const waiting = Array.from({ length: 2 * BUYERS }, () => list());
    return waiting.length - (await ended(waiting, sleep(PATIENCE_MS)));
  });
}

export const measure: Measure = async ({ program }) => {
  const postgres = await PostgresServer.start();
  const processor = await FaultServer.start();
  const owner = new Database({ url: postgres.url(), applicationName: 'measure' });
  await owner.query('CREATE TABLE products (id text PRIMARY KEY, available integer NOT NULL)');
  await owner.query(`INSERT INTO products VALUES ('P001', ${BUYERS})`);
  const shop = await program<Program>({ 5432: postgres.port, 3005: processor.port });
  const served = await busyProcessor(shop, processor);
  const [product] = await owner.query<{ available: number }>('SELECT available FROM products');
  return {
    'lists that were shown while ten charges waited for the processor, of 10': served,
    'pieces left in the books after ten of ten were sold': product?.available ?? 0,
    'lists still waiting five seconds after somebody forgot a lock, of 20': await forgottenLock(shop, owner),
  };
};
