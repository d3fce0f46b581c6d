import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** Waits, unless the client goes away first. */
export async function waitWhileConnected(response: ServerResponse, durationMs: number): Promise<void> {
  const gone = new AbortController();
  const onClose = () => gone.abort();
  response.once('close', onClose);
  try {
    await sleep(Math.max(0, durationMs), undefined, { signal: gone.signal });
  } catch (error) {
    if (!gone.signal.aborted) throw error;
  } finally {
    response.removeListener('close', onClose);
  }
}
