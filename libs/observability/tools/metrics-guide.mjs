import { glob, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { Metrics, METRICS } from '../dist/index.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** Where the page is. */
export const GUIDE = `${ROOT}docs/guide/metrics.md`;

/** A definition as it stands in the source of a service: its name, its help and its labels, in this order. */
const DEFINITION =
  /\{\s*name: '(?<name>[a-z_]+)',\s*help: '(?<help>[^']+)',\s*labels: \[(?<labels>[^\]]*)\]/g;

/** What the operating system has to tell for, and only Linux does. */
const ON_LINUX = new Set([
  'process_virtual_memory_bytes',
  'process_heap_bytes',
  'process_open_fds',
  'process_max_fds',
]);

const BEGIN = '<!-- metrics -->';
const END = '<!-- /metrics -->';

/** The page, with its tables made from the definitions of the library and of the services. */
export async function metricsGuide() {
  const page = await readFile(GUIDE, 'utf8');
  const [start, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (start === -1 || end < start) throw new Error(`${GUIDE} has no part between ${BEGIN} and ${END}.`);
  const text = [page.slice(0, start + BEGIN.length), await tables(), page.slice(end)].join('\n\n');
  return format(text, { ...(await resolveConfig(GUIDE)), parser: 'markdown' });
}

async function tables() {
  return [
    '### Of every service',
    table(Object.values(METRICS)),
    '### Of single services',
    table(await definitionsOfServices()),
    '### Of Node.js',
    'From `prom-client`, in every service: processor, memory, garbage collection and the lag of the event loop.',
    `On Linux also ${[...ON_LINUX].map((name) => `\`${name}\``).join(', ')}.`,
    '<details><summary>All of them</summary>',
    table(definitionsOfNode()),
    '</details>',
    '### Buckets',
    ...histograms().map(({ name, buckets }) => `\`${name}\`: ${buckets.join(', ')} s.`),
  ].join('\n\n');
}

function table(definitions) {
  const rows = definitions.map((definition) => {
    const labels = definition.labels.map((label) => `\`${label}\``).join(', ');
    return `| \`${definition.name}\` | ${typeOf(definition)} | ${labels} | ${definition.help.replaceAll('|', '\\|')} |`;
  });
  return ['| name | type | labels | what it says |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function typeOf({ name, buckets, type }) {
  if (type !== undefined) return type;
  if (buckets !== undefined) return 'histogram';
  return name.endsWith('_total') ? 'counter' : 'gauge';
}

const histograms = () => Object.values(METRICS).filter(({ buckets }) => buckets !== undefined);

async function definitionsOfServices() {
  const files = await Array.fromAsync(glob('apps/*/src/**/*.ts', { cwd: ROOT }));
  const sources = await Promise.all(files.sort().map((file) => readFile(ROOT + file, 'utf8')));
  return sources
    .flatMap((source) => [...source.matchAll(DEFINITION)])
    .map(({ groups }) => ({
      ...groups,
      labels: [...groups.labels.matchAll(/'(\w+)'/g)].map(([, label]) => label),
    }));
}

function definitionsOfNode() {
  const ours = new Set(Object.values(METRICS).map(({ name }) => name));
  return new Metrics().registry
    .getMetricsAsArray()
    .filter(({ name }) => !ours.has(name) && !ON_LINUX.has(name))
    .map(({ name, help, type, labelNames }) => ({ name, help, type, labels: labelNames ?? [] }));
}
