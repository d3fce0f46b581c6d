import { pause, systemClock } from '@baluarte/chaos';
import { PORTS, type ServiceName } from '@baluarte/testing';
import { placedOrders, productPages } from './traffic.js';
import type { World } from './world.js';

const PATIENCE_MS = 40_000;
const PAUSE_MS = 200;
/** A process that has just started is slow at first. */
const ENOUGH_IN_A_ROW = 4;
const REQUEST_TIMEOUT_MS = 5_000;

/**
 * Waits until a system is well again: circuits close only when somebody calls, so somebody does.
 *
 * @throws Error that names who is not well when that takes too long
 */
export async function settle(world: World, signal: AbortSignal): Promise<void> {
  const deadlineMs = systemClock.now() + PATIENCE_MS;
  let inARow = 0;
  for (;;) {
    const sent = AbortSignal.any([signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]);
    const answers = await Promise.all([placedOrders(world, 1).send(sent), productPages(world, 1).send(sent)]);
    const unwell = await whoIsUnwell(world, sent);
    const isWell = answers.every(
      ({ status, notes }) => status < 300 && status > 0 && notes?.['degraded'] !== true,
    );
    inARow = isWell && unwell.length === 0 ? inARow + 1 : 0;
    if (signal.aborted || inARow === ENOUGH_IN_A_ROW) return;
    if (systemClock.now() > deadlineMs)
      throw new Error(
        `The system is not well ${PATIENCE_MS / 1_000} s after the last fault: ` +
          `${unwell.join(', ') || 'orders or pages fail'}. Look at /health and at the logs.`,
      );
    await pause(systemClock, PAUSE_MS, signal);
  }
}

async function whoIsUnwell(world: World, signal: AbortSignal): Promise<ServiceName[]> {
  const services = Object.keys(PORTS) as ServiceName[];
  const wells = await Promise.all(services.map((service) => isWell(`${world.url(service)}/health`, signal)));
  return services.filter((_service, index) => !wells[index]);
}

async function isWell(url: string, signal: AbortSignal): Promise<boolean> {
  try {
    const response = await fetch(url, { signal });
    const { status } = (await response.json()) as { status?: string };
    return response.ok && status === 'ok';
  } catch {
    return false;
  }
}
