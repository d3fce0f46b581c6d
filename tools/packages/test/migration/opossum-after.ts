import { AxiosError } from 'axios';
import {
  CallRejectedError,
  EventStream,
  ResilientClient,
  withFallback,
  type FallbackPlan,
} from '@baluarte/resilience';

/** One client for each dependency; the fallback belongs to the use case. */
export function recommendationsAt(baseURL: string) {
  const events = new EventStream();
  const { http } = ResilientClient.create(
    'recommendations',
    {
      baseURL,
      attemptTimeoutMs: 1_000,
      circuit: { failureRatio: 0.5, minCalls: 10, breakMs: 5_000 },
      retry: { maxRetries: 0 },
    },
    { events },
  );
  const plan: FallbackPlan<Error, string[]> = {
    dependency: 'recommendations',
    operation: 'related',
    on: [CallRejectedError, AxiosError],
    substitute: () => [],
  };
  return (id: string) =>
    withFallback(events, plan, async () => {
      const options = { operation: 'related' };
      return (await http.get<string[]>(`/recommendations/${id}`, options)).data;
    });
}
