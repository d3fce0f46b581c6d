import { eventually, faults, FaultServer, type FaultScenario } from '@baluarte/testing';
import type { Measure, Subject } from '../measure.js';

interface Program {
  product(id: string, signal?: AbortSignal): Promise<unknown>;
  recommendations(id: string): Promise<unknown>;
  counted(): number;
}

const CALLS = 5;
/** Too few for either breaker to open. */
const FEW = 4;
/** Enough. */
const MANY = 20;
/** Longer than all waits that either way has. */
const AFTERWARDS_MS = 3_500;

const down = faults.respond({ status: 503 });
const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The program anew, before two servers of its own. */
async function shop(program: Subject['program'], stockDoes: FaultScenario) {
  const stock = (await FaultServer.start()).script(stockDoes);
  const recommendations = (await FaultServer.start()).script(faults.respond({ body: [] }));
  const used = await program<Program>({ 3003: stock.port, 3004: recommendations.port });
  return { ...used, stock };
}

async function failures(calls: readonly Promise<unknown>[]): Promise<number> {
  const ends = await Promise.allSettled(calls);
  return ends.filter(({ status }) => status === 'rejected').length;
}

const times = <Type>(count: number, make: (nth: number) => Type): Type[] =>
  Array.from({ length: count }, (_, nth) => make(nth));

/** A few customers ask a stock that is down, and go with what they got. */
async function afterwards(program: Subject['program']) {
  const { product, counted, stock } = await shop(program, down);
  await failures(times(FEW, (nth) => product(`P${nth}`)));
  const sent = stock.requests.length;
  await later(AFTERWARDS_MS);
  return { late: stock.requests.length - sent, uncounted: stock.requests.length - counted() };
}

/** Stock is down; then some ask for recommendations, which are well. */
async function neighbours(program: Subject['program']): Promise<number> {
  const { product, recommendations } = await shop(program, down);
  await failures(times(MANY, (nth) => product(`P${nth}`)));
  return failures(times(CALLS, (nth) => recommendations(`P${nth}`)));
}

/** Many customers close the page before stock has answered; then others come. */
async function impatient(program: Subject['program']): Promise<number> {
  const { product, stock } = await shop(program, faults.neverAnswer());
  const page = new AbortController();
  const asked = failures(times(MANY, (nth) => product(`P${nth}`, page.signal)));
  await eventually(() => stock.requests.length === MANY);
  page.abort();
  await asked;
  stock.script(faults.respond({ body: {} }));
  return failures(times(CALLS, (nth) => product(`P${nth}`)));
}

export const measure: Measure = async ({ program }) => {
  const { late, uncounted } = await afterwards(program);
  return {
    'requests sent after the last of 4 callers had gone': late,
    'requests that the breaker did not count': uncounted,
    'failed calls, of 5, to a service that is well, while another is down': await neighbours(program),
    'failed calls, of 5, to a service that is well, after 20 callers went away': await impatient(program),
  };
};
