import { readFile } from 'node:fs/promises';
import { METRICS } from '../src/index.js';

interface Guide {
  readonly GUIDE: string;
  metricsGuide(): Promise<string>;
}

const guide = (): Promise<Guide> =>
  import(new URL('../tools/metrics-guide.mjs', import.meta.url).href) as Promise<Guide>;

describe('docs/guide/metrics.md', () => {
  it('says what the code says; if not, run `npm run docs -w @baluarte/observability`', async () => {
    const { GUIDE, metricsGuide } = await guide();
    expect(await readFile(GUIDE, 'utf8')).toBe(await metricsGuide());
  });

  it('has every metric, those of the services and of Node.js too', async () => {
    const text = await (await guide()).metricsGuide();
    const names = Object.values(METRICS).map(({ name }) => name);
    for (const name of [
      ...names,
      'orders_total',
      'saga_recoveries_total',
      'nodejs_eventloop_lag_p99_seconds',
    ])
      expect(text).toMatch(new RegExp(`\\| \`${name}\` +\\|`));
  });
});
