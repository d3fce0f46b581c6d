import { recordings, text } from './rules.js';

/** What Prometheus itself adds to every series, by the scrape configuration. */
const OF_A_TARGET = ['job', 'instance', 'service'];

/** The labels of every metric that a rule may read, by its name. */
export function knownMetrics(): ReadonlyMap<string, ReadonlySet<string>> {
  const known = new Map<string, ReadonlySet<string>>([['up', new Set(OF_A_TARGET)]]);
  for (const { record } of recordings) known.set(record, new Set(['slo', 'service']));
  for (const { name, type, labels } of documented()) {
    const own = [...OF_A_TARGET, ...labels];
    if (type !== 'histogram') known.set(name, new Set(own));
    else for (const [part, more] of PARTS) known.set(`${name}_${part}`, new Set([...own, ...more]));
  }
  return known;
}

const PARTS = [
  ['bucket', ['le']],
  ['count', []],
  ['sum', []],
] as const;

interface Documented {
  readonly name: string;
  readonly type: string;
  readonly labels: readonly string[];
}

/** The rows of the tables in docs/guide/metrics.md, which is written from the code. */
function documented(): Documented[] {
  return text('docs/guide/metrics.md')
    .split('\n')
    .flatMap((line) => {
      const row = /^\| `(?<name>\w+)` *\| (?<type>counter|gauge|histogram) *\| (?<labels>[^|]*)\|/.exec(line);
      const { name, type, labels } = row?.groups ?? {};
      if (name === undefined || type === undefined) return [];
      return [
        { name, type, labels: [...(labels ?? '').matchAll(/`(\w+)`/g)].map(([, label]) => label ?? '') },
      ];
    });
}
