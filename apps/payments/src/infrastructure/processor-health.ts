import type { AxiosInstance } from 'axios';
import type { CheckResult } from '@baluarte/health';

/** Asks whether the processor is alive; throws when it is not. */
export function processorHealth(http: AxiosInstance): (signal: AbortSignal) => Promise<CheckResult> {
  return async (signal) => {
    await http.get('/health/live', { signal });
    return { status: 'up' };
  };
}
