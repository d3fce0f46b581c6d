import { FaultServer, faults, PostgresServer, type FaultScenario } from '@baluarte/testing';
import { Database } from '@baluarte/persistence';
import type { Measure } from '../measure.js';
import { RunningProgram } from '../running-program.js';

/** Four orders, and the call in whose middle the process of each is killed: it was carried out, and nobody heard so. */
const KILLED_IN: Readonly<Record<string, RegExp>> = {
  reserved: /^PUT \/reservations\/reserved$/,
  charged: /^POST \/charges$/,
  declined: /^POST \/charges$/,
  confirmed: /^POST \/reservations\/confirmed\/confirm$/,
};

/** Stock and processor in one: what they would swear to, and a hand that kills who asks. */
class World {
  /** Of each order: `held`, `sold` or `free`. */
  readonly pieces = new Map<string, string>();
  /** Of each order: the keys under which it was charged. */
  readonly charges = new Map<string, Set<string>>();
  running: RunningProgram | undefined;
  readonly #killed = new Set<string>();

  private constructor(readonly server: FaultServer) {}

  static async create(): Promise<World> {
    const world = new World(await FaultServer.start());
    world.server.script(world.scenario());
    return world;
  }

  private scenario(): FaultScenario {
    return {
      reads: 'everything',
      play: (exchange) => {
        const { method, path, headers, body } = this.server.requests.at(-1) ?? {};
        const call = `${method} ${path}`;
        const id = idOf(path ?? '', body);
        const status = this.carryOut(
          id,
          call,
          String(headers?.['idempotency-key'] ?? this.server.requests.length),
        );
        if (KILLED_IN[id]?.test(call) !== true || this.#killed.has(id))
          return faults.respond({ status }).play(exchange);
        this.#killed.add(id);
        this.running?.signal('SIGKILL');
      },
    };
  }

  private carryOut(id: string, call: string, key: string): number {
    if (call.startsWith('POST /charges')) {
      if (id === 'declined') return 402;
      this.charges.set(id, (this.charges.get(id) ?? new Set()).add(key));
    } else if (call.startsWith('PUT')) this.pieces.set(id, 'held');
    else this.pieces.set(id, call.startsWith('DELETE') ? 'free' : 'sold');
    return 200;
  }
}

function idOf(path: string, body: Buffer = Buffer.alloc(0)): string {
  if (path !== '/charges') return path.split('/')[2] ?? '';
  return (JSON.parse(body.toString()) as { readonly order_id: string }).order_id;
}

async function rowsOf(url: string): Promise<Map<string, string>> {
  const database = new Database({ url, applicationName: 'measure' });
  const rows = await database.query<{ id: string; state: string }>('SELECT id, state FROM orders');
  await database.close();
  return new Map(rows.map(({ id, state }) => [id, state]));
}

async function started(file: string): Promise<RunningProgram> {
  const program = RunningProgram.start(file, 'start');
  await program.returned;
  return program;
}

export const measure: Measure = async ({ file }) => {
  const postgres = await PostgresServer.start();
  const world = await World.create();
  const program = file({ 5432: postgres.port, 3003: world.server.port, 3005: world.server.port });
  (await started(program)).signal('SIGKILL');
  for (const id of Object.keys(KILLED_IN)) {
    world.running = RunningProgram.start(program, 'place', id);
    await world.running.ended;
  }
  (await started(program)).signal('SIGKILL');
  const orders = await rowsOf(postgres.url());
  const ended = [...orders.values()].filter((state) => ['confirmed', 'rejected'].includes(state));
  return {
    'orders in the middle of which the process was killed': Object.keys(KILLED_IN).length,
    'of these, brought to an end after the restart': ended.length,
    'customers charged for an order that nobody knows': [...world.charges.keys()].filter(
      (id) => orders.get(id) !== 'confirmed',
    ).length,
    'pieces reserved for nobody': [...world.pieces.values()].filter((state) => state === 'held').length,
    'orders charged twice': [...world.charges.values()].filter(({ size }) => size > 1).length,
  };
};
