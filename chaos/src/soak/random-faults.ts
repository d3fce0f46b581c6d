import { pause, SeededRandom, systemClock } from '@baluarte/chaos';
import type { RunningSystem } from '@baluarte/testing';
import type { FaultClient, Toxic } from '../world/fault-client.js';

const EDGES = [
  'orders_payments',
  'orders_stock',
  'payments_psp',
  'stock_recommendations',
  'recommendations_orders',
];
const DATABASES = [
  'orders_postgres',
  'payments_postgres',
  'stock_postgres',
  'psp_postgres',
  'recommendations_postgres',
];
const SERVICES = ['orders', 'payments', 'stock', 'recommendations', 'psp-simulator'];

const TOXICS: readonly Toxic[] = [
  { type: 'latency', attributes: { latency: 800, jitter: 600 } },
  { type: 'timeout', attributes: { timeout: 0 } },
  { type: 'timeout', stream: 'upstream', attributes: { timeout: 0 } },
  { type: 'reset_peer', attributes: { timeout: 0 } },
  { type: 'bandwidth', attributes: { rate: 2 } },
  { type: 'limit_data', attributes: { bytes: 150 } },
  { type: 'slicer', attributes: { average_size: 40, size_variation: 20, delay: 2_000 } },
];

/** A fault that was chosen, in words, and how it is put in; it is taken out by a reset. */
export interface ChosenFault {
  readonly words: string;
  readonly lastsMs: number;
  readonly pauseMs: number;
  putIn(faults: FaultClient, system: RunningSystem): Promise<void>;
}

/**
 * Chooses faults, the same for the same seed: edges and databases that are cut, slowed or damaged, and every
 * service killed in turn, whatever else is chosen.
 */
export function* chooseFaults(seed: number): Generator<ChosenFault, never> {
  const random = new SeededRandom(seed).fork('faults');
  const between = (from: number, to: number) => Math.round(from + random.next() * (to - from));
  const oneOf = <Value>(values: readonly Value[]): Value => values[between(0, values.length - 1)] as Value;
  for (let turn = 0; ; turn += 1) {
    const times = { lastsMs: between(300, 1_500), pauseMs: between(1_000, 3_000) };
    if (turn % 4 === 3) {
      const victim = SERVICES[Math.floor(turn / 4) % SERVICES.length] ?? 'orders';
      yield { ...times, words: `kill -9 ${victim}`, putIn: async (_faults, system) => kill(system, victim) };
      continue;
    }
    const proxy = oneOf(random.next() < 0.7 ? EDGES : DATABASES);
    const toxic = oneOf(TOXICS);
    const kind = random.next();
    if (kind < 0.25) yield { ...times, words: `${proxy} is down`, putIn: (faults) => faults.down(proxy) };
    else if (kind < 0.45 && EDGES.includes(proxy)) yield { ...times, ...damage(proxy) };
    else
      yield {
        ...times,
        words: `${toxic.type} ${JSON.stringify(toxic.attributes)} on ${proxy} ${toxic.stream ?? 'downstream'}`,
        putIn: (faults) => faults.add(proxy, toxic),
      };
  }
}

function damage(proxy: string): Pick<ChosenFault, 'words' | 'putIn'> {
  return {
    words: `half of the answers on ${proxy} are cut`,
    putIn: (faults) =>
      faults.addHttp(proxy, { type: 'damage_body', probability: 0.5, attributes: { truncate: 15 } }),
  };
}

/** A service that is just being restarted is dead enough. */
function kill(system: RunningSystem, service: string): void {
  try {
    process.kill(system.pidOf(service), 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Lets faults come and go until the signal ends it. @returns how many there were */
export async function letFaultsComeAndGo(
  {
    faults,
    system,
    seed,
    signal,
  }: { faults: FaultClient; system: RunningSystem; seed: number; signal: AbortSignal },
  tell: (words: string) => void,
): Promise<number> {
  let count = 0;
  for (const fault of chooseFaults(seed)) {
    if (signal.aborted) break;
    tell(fault.words);
    await fault.putIn(faults, system);
    count += 1;
    await pause(systemClock, fault.lastsMs, signal);
    await faults.reset();
    await pause(systemClock, fault.pauseMs, signal);
  }
  return count;
}
