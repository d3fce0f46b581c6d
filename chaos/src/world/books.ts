import type { Expectation } from '@baluarte/chaos';
import { pause, systemClock } from '@baluarte/chaos';
import { discrepancies, openOrders, type RunningSystem } from '@baluarte/testing';
import type { World } from './world.js';

const POLL_MS = 500;

/** Every order comes to an end without anybody's help. */
export function everyOrderEnds(withinMs: number): Expectation<World> {
  return {
    statement: `every order has come to its end ${withinMs / 1_000} s after the last request`,
    judge: async (_evidence, world, signal) => {
      const open = await openAfter(systemOf(world), withinMs, signal);
      return { held: open === 0, measured: open === 0 ? 'none is open' : `${open} are open` };
    },
  };
}

/** Orders, charges, refunds, reservations, stock and events tell the same story. */
export function theBooksAgree(): Expectation<World> {
  return {
    statement: 'orders, charges, refunds, reservations, stock and events agree',
    judge: async (_evidence, world) => {
      const wrong = await discrepancies(systemOf(world));
      return {
        held: wrong.length === 0,
        measured: wrong.length === 0 ? 'they do' : wrong.slice(0, 3).join('; '),
      };
    },
  };
}

/** How many orders are still open when the time is over, or 0 as soon as none is. */
export async function openAfter(
  system: RunningSystem,
  withinMs: number,
  signal: AbortSignal,
): Promise<number> {
  const endsMs = systemClock.now() + withinMs;
  for (;;) {
    const { length } = await openOrders(system);
    if (length === 0 || signal.aborted || systemClock.now() >= endsMs) return length;
    await pause(systemClock, POLL_MS, signal);
  }
}

function systemOf({ embedded }: World): RunningSystem {
  if (embedded === undefined) throw new Error('The books of a system that runs elsewhere cannot be read.');
  return embedded;
}
