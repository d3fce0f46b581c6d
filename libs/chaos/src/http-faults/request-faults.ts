import type { DamageAttributes, HttpFaultKind, StatusAttributes } from './http-fault.js';

/** What is done to one request. */
export interface RequestFaults {
  readonly delayMs: number;
  /** Instead of asking the server. */
  readonly status: StatusAttributes | undefined;
  /** To the server's answer. */
  readonly damage: DamageAttributes | undefined;
}

/** Delays add up; of several statuses, and of several damages, the one added first counts. */
export function mergeFaults(faults: readonly HttpFaultKind[]): RequestFaults {
  let delayMs = 0;
  let status: StatusAttributes | undefined;
  let damage: DamageAttributes | undefined;
  for (const fault of faults) {
    if (fault.type === 'delay') delayMs += fault.attributes.delay;
    else if (fault.type === 'status') status ??= fault.attributes;
    else damage ??= fault.attributes;
  }
  return { delayMs, status, damage };
}
