import { GRAMMARS, groupingLabelsIn, selectorsIn, syntaxErrors } from './grammar.js';
import { knownMetrics } from './known-metrics.js';
import { interpolate } from '../src/interpolate.js';
import { queriesOf } from './panels.js';

const SOURCES = ['prometheus', 'loki', 'tempo'] as const;
const KNOWN = knownMetrics();

/** Labels that a query makes itself. */
const madeBy = (query: string) =>
  [...query.matchAll(/label_replace\([^]*?, "(\w+)", "[^"]*", "\w+", /g)].map(([, label]) => label);

/** What a query names that nobody exports. */
function unknownIn(query: string): string[] {
  const selectors = selectorsIn(query);
  const labels = new Set(selectors.flatMap(({ metric }) => [...(KNOWN.get(metric) ?? [])]));
  const made = madeBy(query);
  return [
    ...selectors.filter(({ metric }) => !KNOWN.has(metric)).map(({ metric }) => `metric ${metric}`),
    ...selectors.flatMap(({ metric, labels: named }) =>
      named.filter((label) => KNOWN.get(metric)?.has(label) === false).map((label) => `${metric}{${label}}`),
    ),
    ...groupingLabelsIn(query)
      .filter((label) => !labels.has(label) && !made.includes(label))
      .map((label) => `by (${label})`),
  ];
}

describe.each(SOURCES)('the queries of %s', (source) => {
  const queries = queriesOf(source);

  it('are there', () => {
    expect(queries.length).toBeGreaterThan(3);
  });

  it.each(queries)('are read by their grammar without an error: $where', ({ text }) => {
    const query = interpolate(text);
    expect(syntaxErrors(GRAMMARS[source], query)).toEqual([]);
  });
});

describe('the check itself', () => {
  it.each([
    ['prometheus', 'sum(rate(up[5m])'],
    ['loki', '{service_name="a"} | json level='],
    ['tempo', '{ span.http.route = }'],
  ] as const)('finds what the grammar of %s cannot read', (source, query) => {
    expect(syntaxErrors(GRAMMARS[source], query)).not.toEqual([]);
  });

  it('finds metrics and labels that nobody exports', () => {
    expect(unknownIn('sum by (error_code) (rate(app_errors_total{service="orders"}[1m]))')).toEqual([]);
    expect(unknownIn('sum by (path) (app_errors_total{code="X"}) / http_requests_total')).toEqual([
      'metric http_requests_total',
      'app_errors_total{code}',
      'by (path)',
    ]);
  });
});

describe('the metrics that are asked for', () => {
  it.each(queriesOf('prometheus'))('exist, with their labels: $where', ({ text }) => {
    const query = interpolate(text);
    expect(selectorsIn(query).length + Number(query.includes('vector('))).toBeGreaterThan(0);
    expect(unknownIn(query)).toEqual([]);
  });
});
