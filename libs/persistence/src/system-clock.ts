import { setTimeout } from 'node:timers/promises';

/** Waits; replaced in tests. */
export type Sleep = (durationMs: number) => Promise<void>;

export const systemSleep: Sleep = (durationMs) => setTimeout(durationMs);

/** A number from 0 to below 1. */
export type Random = () => number;

export const systemRandom: Random = () => Math.random();

/** Milliseconds that only ever grow. */
export const systemNow = () => performance.now();
