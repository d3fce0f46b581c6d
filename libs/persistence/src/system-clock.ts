import { setTimeout } from 'node:timers/promises';

/** Waits, or throws the reason of the signal; replaced in tests. */
export type Sleep = (durationMs: number, signal?: AbortSignal) => Promise<void>;

export const systemSleep: Sleep = async (durationMs, signal) => {
  try {
    await setTimeout(durationMs, undefined, { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
};

/** A number from 0 to below 1. */
export type Random = () => number;

export const systemRandom: Random = () => Math.random();

/** Milliseconds that only ever grow. */
export const systemNow = () => performance.now();
