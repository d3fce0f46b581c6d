import axios from 'axios';
import CircuitBreaker from 'opossum';

/** One breaker around one call, with opossum's own timeout and fallback. */
export function recommendationsAt(baseURL: string) {
  const ask = async (id: string) => (await axios.get<string[]>(`${baseURL}/recommendations/${id}`)).data;
  const breaker = new CircuitBreaker(ask, {
    timeout: 1_000,
    errorThresholdPercentage: 50,
    volumeThreshold: 10,
    resetTimeout: 5_000,
  });
  breaker.fallback((): string[] => []);
  return (id: string) => breaker.fire(id);
}
