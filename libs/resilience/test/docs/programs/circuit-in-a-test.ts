import { Pipeline, resolveOptions, type Clock } from '../../../src/index.js';

let nowMs = 0;
const clock: Clock = { now: () => nowMs, setTimer: () => ({ cancel: () => undefined }) };
const surroundings = { clock, random: () => 0 };

/** A circuit opens and is tried out again, and no time passes. */
export async function statesOfACircuit(): Promise<string[]> {
  const peer = new Pipeline('peer', resolveOptions('peer', { circuit: { minCalls: 2 } }), surroundings);
  const call = (work: () => Promise<unknown>) => peer.execute(work).catch((error: Error) => error.name);
  const fail = () => Promise.reject(new Error('It failed.'));
  const states: string[] = [];
  const look = () => states.push(peer.snapshot().circuit.state);
  await call(fail);
  await call(fail);
  look();
  nowMs += peer.options.circuit.breakMs;
  await call(() => Promise.resolve('fine'));
  look();
  return states;
}
