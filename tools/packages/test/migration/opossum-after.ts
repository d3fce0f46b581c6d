import { DEPENDENCIES, ExternalServiceError, judgeFailure } from '@baluarte/errors';
import { describeCallFailure, EventStream, ResilientClient, withFallback } from '@baluarte/resilience';

/** What the use case does without: any failure of the other service, and no bug. */
const WITHOUT = {
  dependency: 'recommendations',
  operation: 'related',
  on: [ExternalServiceError],
  substitute: (): string[] => [],
};

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
  const ask = async (id: string) => {
    try {
      return (await http.get<string[]>(`/recommendations/${id}`, { operation: 'related' })).data;
    } catch (error) {
      throw judgeFailure(DEPENDENCIES.recommendations, describeCallFailure(error), { cause: error });
    }
  };
  return (id: string) => withFallback(events, WITHOUT, () => ask(id));
}
