import { access } from 'node:fs/promises';
import { eventLine } from './event-line.js';
import { SCENES } from './guide-scenes.js';
import { between, blockAfter, formatted, PAGES, pageFile, README, readText } from './markdown.js';
import { optionTableOf } from './option-tables.js';

/** The options that a page is about; the others have none. */
const OPTIONS: readonly (readonly [page: (typeof PAGES)[number], ...beginnings: string[]])[] = [
  ['timeout', 'totalTimeoutMs', 'attemptTimeoutMs', 'connectTimeoutMs', 'headersTimeoutMs', 'bodyTimeoutMs'],
  ['retry', 'retry.'],
  ['circuit-breaker', 'circuit.'],
  ['bulkhead', 'bulkhead.'],
  ['retry-budget', 'budget.'],
];

const METRICS: readonly string[] = [
  'http_client_attempt_duration_seconds',
  'resilience_calls_total',
  'resilience_retries_total',
  'resilience_rejections_total',
  'resilience_circuit_state',
  'resilience_circuit_transitions_total',
  'resilience_bulkhead_in_use',
  'resilience_fallbacks_total',
];

describe.each(PAGES)('docs/guide/%s.md', (page) => {
  const file = pageFile(page);
  let text: string;

  beforeAll(async () => {
    text = await readText(file);
  });

  it('shows the events that are told', async () => {
    const lines = (await SCENES[page]()).map(eventLine);
    expect(blockAfter(text, 'events').trimEnd().split('\n')).toEqual(lines);
  });

  it('calls metrics by the names that are fixed for all services', () => {
    const named = [...text.matchAll(/`((?:resilience|http_client)_\w+)/g)].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(0);
    expect(METRICS).toEqual(expect.arrayContaining(named));
  });
});

describe.each([['README.md', README], ...PAGES.map((page) => [`docs/guide/${page}.md`, pageFile(page)])] as [
  string,
  URL,
][])('%s', (_name, file) => {
  it('links to files that are there', async () => {
    const links = [...(await readText(file)).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, to = '']) => to);
    expect(links.length).toBeGreaterThan(0);
    for (const link of links) await expect(access(new URL(link, file))).resolves.toBeUndefined();
  });
});

describe.each(OPTIONS)('docs/guide/%s.md', (page, ...beginnings) => {
  it('says of its options what the code says', async () => {
    const file = pageFile(page);
    const table = await formatted(optionTableOf(...beginnings), file);
    expect(between(await readText(file), 'options')).toBe(table);
  });
});
