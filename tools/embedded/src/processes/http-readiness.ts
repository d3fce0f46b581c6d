import { get } from 'node:http';

/** Whether a GET of the URL is answered with 200. Rejects when nobody answers. */
export function isReady(url: string, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const request = get(url, { signal, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on('error', reject);
  });
}
