import axios from 'axios';
import axiosRetry, { exponentialDelay } from 'axios-retry';

/** A POST whose connection is reset goes out four times. */
export function paymentsAt(baseURL: string) {
  const http = axios.create({ baseURL, timeout: 3_000 });
  axiosRetry(http, { retries: 3, retryDelay: exponentialDelay });
  return (orderId: string, amountMinor: number) => http.post('/charges', { orderId, amountMinor });
}
