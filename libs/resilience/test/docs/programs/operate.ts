import type { ResilienceRegistry } from '../../../src/index.js';

/** What somebody on call may do, without a restart. */
export function operate(registry: ResilienceRegistry, log: (line: string) => void): () => void {
  const unsubscribe = registry.events.subscribe((event) => {
    if (event.type === 'transition')
      log(`${event.dependency}: ${event.from} -> ${event.to} (${event.reason})`);
  });
  const isolation = registry.isolate('payments', 'maintenance until noon');
  registry.patch('payments', { retry: { maxRetries: 1 }, circuit: { breakMs: 10_000 } });
  return () => {
    isolation.release();
    unsubscribe();
  };
}
