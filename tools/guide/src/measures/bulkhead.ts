import { setTimeout as sleep } from 'node:timers/promises';
import { BulkheadFullError } from '@baluarte/resilience';
import { eventually, faults, FaultServer } from '@baluarte/testing';
import type { Measure } from '../measure.js';

interface Program {
  related(id: string): Promise<unknown>;
  charge(amountMinor: number): Promise<unknown>;
}

const RELATED = 60;
const CHARGES = 10;
/** When so many calls hang or have failed, the others have got whatever they will ever get. */
const SETTLED = 50;
const PATIENCE_MS = 4_000;

export const measure: Measure = async ({ program }) => {
  const recommendations = (await FaultServer.start()).script(faults.neverAnswer());
  const payments = await FaultServer.start();
  const { related, charge } = await program<Program>({ 3004: recommendations.port, 3002: payments.port });
  const failures: unknown[] = [];
  for (let call = 0; call < RELATED; call += 1)
    void related(`P${call}`).catch((error: unknown) => failures.push(error));
  await eventually(() => recommendations.requests.length + failures.length >= SETTLED);
  let paid = 0;
  const charges = Array.from({ length: CHARGES }, () => charge(1290).then(() => (paid += 1)));
  await Promise.race([Promise.allSettled(charges), sleep(PATIENCE_MS)]);
  return {
    'calls of the recommendations that were turned away, of 60 that hang': failures.filter(
      (failure) => failure instanceof BulkheadFullError,
    ).length,
    'payments that were made meanwhile, of 10': paid,
  };
};
