import { DEPENDENCIES, judgeFailure } from '@baluarte/errors';
import { describeCallFailure, ResilientClient } from '../../../src/index.js';

/** One client for each dependency and process: it holds what its calls share. */
export function paymentsAt(baseURL: string) {
  const client = ResilientClient.create('payments', { baseURL, preset: 'payment' });
  const charge = async (orderId: string, amountMinor: number, signal?: AbortSignal) => {
    const headers = { 'Idempotency-Key': orderId };
    try {
      const options = { operation: 'charge', headers, ...(signal && { signal }) };
      return (await client.http.post<object>('/charges', { amountMinor }, options)).data;
    } catch (error) {
      throw judgeFailure(DEPENDENCIES.payments, describeCallFailure(error), { cause: error });
    }
  };
  return { charge, close: () => client.close() };
}
