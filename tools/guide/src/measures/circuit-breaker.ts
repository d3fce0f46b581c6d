import { faults, FaultServer } from '@baluarte/testing';
import type { Measure } from '../measure.js';

interface Program {
  product(id: string): Promise<unknown>;
}

const CALLS = 100;

export const measure: Measure = async ({ program }) => {
  const server = (await FaultServer.start()).script(faults.respond({ status: 503 }));
  const { product } = await program<Program>({ 3003: server.port });
  let failed = 0;
  for (let call = 0; call < CALLS; call += 1) await product('P001').catch(() => (failed += 1));
  return {
    'calls that failed, of 100 while the server is down': failed,
    'requests that the server got': server.requests.length,
  };
};
