import { eventually, faults, FaultServer } from '@baluarte/testing';
import type { Measure } from '../measure.js';

interface Program {
  product(id: string): Promise<unknown>;
}

const CALLS = 20;
const PATIENCE_MS = 2_000;

export const measure: Measure = async ({ program }) => {
  const server = (await FaultServer.start()).script(faults.neverAnswer());
  const { product } = await program<Program>({ 3003: server.port });
  const calls = Array.from({ length: CALLS }, (_, nth) => product(`P${nth}`));
  const endings = await Promise.allSettled(calls);
  const unfinished = () => server.requests.filter(({ abandoned }) => !abandoned).length;
  await eventually(() => unfinished() === 0, PATIENCE_MS).catch(() => undefined);
  return {
    'callers that were told that it takes too long, of 20': endings.filter(
      ({ status }) => status === 'rejected',
    ).length,
    'requests that the server works on afterwards': unfinished(),
  };
};
