import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { publish, table } from '../publish.js';
import { compareHop } from './hop.js';
import { SUBJECTS } from './subjects.js';

const MEASURE = fileURLToPath(new URL('./measure.js', import.meta.url));

async function measure(name: string): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, [MEASURE, name]);
  return JSON.parse(stdout) as number;
}

const times = new Map<string, number>();
for (const name of Object.keys(SUBJECTS)) times.set(name, await measure(name));
const of = (name: string) => times.get(name) ?? Number.NaN;
const ratio = (left: string, right: string) => (of(left) / of(right)).toFixed(2);
const micros = (name: string) => `${of(name).toFixed(2)} µs`;

const hop = await compareHop();
const faster = hop.ours.requestsPerSecond / hop.axios.requestsPerSecond;

publish(
  'the pipeline',
  table(
    ['', 'here', 'ratio'],
    [
      ['a call that succeeds, through every policy', micros('pipeline, success'), '1'],
      ...['await alone', 'opossum with defaults, success', 'cockatiel, five policies, success'].map(
        (name) => [
          name.replace(', success', ''),
          micros(name),
          `ours is ${ratio('pipeline, success', name)} of it`,
        ],
      ),
      ['a call that the open circuit turns away', micros('pipeline, open'), '1'],
      ...['opossum with defaults, open', 'cockatiel, open'].map((name) => [
        name.replace(', open', ''),
        micros(name),
        `ours is ${ratio('pipeline, open', name)} of it`,
      ]),
      [
        'a call that fails, 50 000 calls in the window',
        micros('pipeline, failure, 50 000 in the window'),
        `${ratio('pipeline, failure, 50 000 in the window', 'pipeline, failure, one call in the window')} of a window with one`,
      ],
      [
        'opossum with defaults',
        micros('opossum with defaults, failure, 50 000 in the window'),
        `${ratio('opossum with defaults, failure, 50 000 in the window', 'opossum with defaults, failure, one call in the window')} of a window with one`,
      ],
      [
        'one hop, requests per second',
        hop.ours.requestsPerSecond.toFixed(0),
        `${faster.toFixed(2)} of axios with its http adapter and a keep-alive agent (${hop.axios.requestsPerSecond.toFixed(0)})`,
      ],
    ],
  ),
);
