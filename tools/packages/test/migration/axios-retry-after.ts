import { ResilientClient } from '@baluarte/resilience';

/** Repeated because it has a key, which is the same in every attempt. */
export function paymentsAt(baseURL: string) {
  const { http } = ResilientClient.create('payments', {
    baseURL,
    totalTimeoutMs: 3_000,
    retry: { maxRetries: 3, baseDelayMs: 100 },
  });
  return (orderId: string, amountMinor: number) => {
    const headers = { 'Idempotency-Key': orderId };
    return http.post('/charges', { orderId, amountMinor }, { operation: 'charge', headers });
  };
}
