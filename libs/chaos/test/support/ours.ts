import { FaultProxy } from '../../src/index.js';

/** Our proxy alone, for what the real Toxiproxy does not do. */
export const ours = (seed?: number) => ({
  start: () => FaultProxy.start({ port: 0, ...(seed !== undefined && { seed }) }),
});
