import { startApp } from '@baluarte/testing';
import type { Measure } from '../measure.js';

interface Program {
  readonly ShopModule: Parameters<typeof startApp>[0];
}

const REQUESTS = 500;
const SERIES = /^http_(?:server_)?request_duration_seconds/;

async function askFor(url: string, path: (nth: number) => string): Promise<void> {
  for (let nth = 0; nth < REQUESTS; nth += 1) {
    const answer = await fetch(url + path(nth), { headers: { 'x-customer-id': `customer-${nth}-of-500` } });
    await answer.text();
  }
}

/** The series of requests that are no scrapes. */
async function seriesAt(url: string): Promise<readonly string[]> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return text.split('\n').filter((line) => SERIES.test(line) && !line.includes('"/metrics"'));
}

export const measure: Measure = async ({ program }) => {
  const { ShopModule } = await program<Program>({});
  const { url } = await startApp(ShopModule);
  await askFor(url, (nth) => `/products/P${nth}`);
  const bought = await seriesAt(url);
  await askFor(url, (nth) => `/wp-admin/${nth}.php`);
  const scanned = await seriesAt(url);
  return {
    'series after 500 requests for 500 products': bought.length,
    'series after 500 more by somebody who looks for holes': scanned.length,
    'customers whose id stands in `/metrics`': new Set(scanned.join('\n').match(/customer-\d+-of-500/g)).size,
  };
};
