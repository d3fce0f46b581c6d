import { discrepancies, Shop, type RunningSystem } from '@baluarte/testing';
import { openAfter } from '../world/books.js';
import { FaultClient } from '../world/fault-client.js';
import { letFaultsComeAndGo } from './random-faults.js';
import { shop } from './shoppers.js';

/** Doubt lasts up to 30 s before the charge is ruled out; then there is some work left. */
const PATIENCE_MS = 120_000;
const TELL_EVERY = 100;

/** What a soak is made of. */
export interface SoakOptions {
  readonly orders: number;
  /** How many customers at the same time. */
  readonly atOnce: number;
  /** The same seed gives the same orders and the same faults, in the same order. */
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly tell: (words: string) => void;
}

export interface SoakResult {
  readonly faults: number;
  /** How many customers got which answer in the end. */
  readonly answers: ReadonlyMap<string, number>;
  /** Orders without an end. */
  readonly open: number;
  /** Everything that must never be. */
  readonly discrepancies: readonly string[];
}

/** Places orders while faults come and go and services are killed; then every book has to agree with the others. */
export async function soak(
  system: RunningSystem,
  { orders, atOnce, seed, signal, tell }: SoakOptions,
): Promise<SoakResult> {
  const faults = new FaultClient(system.faultProxyUrl);
  const customer = await Shop.open(system);
  const sold = new AbortController();
  const under = { faults, system, seed, signal: AbortSignal.any([signal, sold.signal]) };
  const coming = letFaultsComeAndGo(under, (words) => tell(`  fault: ${words}`));
  const tally = await shop(customer, { orders, atOnce, seed, signal }, (placed) => {
    if (placed % TELL_EVERY === 0) tell(`${placed} of ${orders} orders`);
  }).finally(() => sold.abort());
  const count = await coming;
  tell('no more faults; waiting for the last orders to end');
  const open = await openAfter(system, PATIENCE_MS, signal);
  return { faults: count, answers: tally.counts, open, discrepancies: await discrepancies(system) };
}
