import { startApp } from '@baluarte/testing';
import type { Measure } from '../measure.js';

interface Program {
  readonly LibraryModule: Parameters<typeof startApp>[0];
}

type Body = Readonly<Record<string, unknown>>;

const JSON_TYPE = { 'content-type': 'application/json' };
const FAILURES: Readonly<Record<string, readonly [path: string, body?: string]>> = {
  'unknown route': ['/shelves'],
  'broken JSON': ['/books/1/loans', '{"days": '],
  'failed validation': ['/books/1/loans', '{"days": 0}'],
  'domain error': ['/books/2'],
  bug: ['/books/3'],
  'body too large': ['/books/1/loans', JSON.stringify({ days: 1, note: 'x'.repeat(200_000) })],
};

/** The names and types of the fields of a body. */
function formOf(body: Body): string {
  const fields = Object.entries(body).map(([name, value]) => `${name}:${typeof value}`);
  return fields.toSorted().join();
}

/** What a fixed part of the contract may add to a body, besides what it always has. */
function withoutOptional({ context: _context, ...body }: Body): Body {
  return body;
}

async function hasPage(url: string, { documentation_url: page }: Body): Promise<boolean> {
  if (typeof page !== 'string') return false;
  const answer = await fetch(url + new URL(page).pathname);
  return answer.ok;
}

async function failuresOf(url: string): Promise<readonly Body[]> {
  const bodies: Body[] = [];
  for (const [path, body] of Object.values(FAILURES)) {
    const answer = await fetch(
      url + path,
      body === undefined ? {} : { method: 'POST', headers: JSON_TYPE, body },
    );
    bodies.push((await answer.json()) as Body);
  }
  return bodies;
}

export const measure: Measure = async ({ program }) => {
  const { LibraryModule } = await program<Program>({});
  const { url } = await startApp(LibraryModule);
  const bodies = await failuresOf(url);
  process.stderr.write(JSON.stringify(bodies, null, 1));
  const pages = await Promise.all(bodies.map((body) => hasPage(url, body)));
  const bug = bodies[Object.keys(FAILURES).indexOf('bug')];
  return {
    'forms of the body': new Set(bodies.map(withoutOptional).map(formOf)).size,
    'bodies with a code to decide by (`error_code`)': bodies.filter(
      ({ error_code: code }) => code !== undefined,
    ).length,
    'bodies with the id that their log line has (`trace_id`)': bodies.filter(
      ({ trace_id: id }) => id !== undefined,
    ).length,
    'codes whose page can be opened': pages.filter(Boolean).length,
    'a bug tells its message to the client': JSON.stringify(bug).includes('Cannot read') ? 'yes' : 'no',
  };
};
