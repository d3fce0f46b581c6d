import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, freePort } from '@baluarte/testing';
import { libraries } from '../libraries.mjs';
import { packLibraries } from '../pack.mjs';
import { callsAsInstalled } from './support/calls-as-installed.js';
import { copiedErrors } from './support/copied-errors.js';
import type { FreshProject, ModuleType } from './support/fresh-project.js';
import { install, registryFailure, type Installation } from './support/installation.js';
import { entriesOf } from './support/manifest.js';
import { inNestsOwnJest } from './support/nests-own-jest.js';
import { Peer } from './support/peer.js';
import { readersProject, type Platform } from './support/readers-project.js';
import { run } from './support/run.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const TRACEPARENT = `00-${TRACE}-b7ad6b7169203331-01`;
const PROJECTS: readonly (readonly [11 | 12, Platform, ModuleType])[] = [
  [12, 'fastify', 'module'],
  [12, 'express', 'commonjs'],
  [11, 'express', 'commonjs'],
];

const parent = mkdtempSync(join(tmpdir(), 'baluarte-away-'));
const tarballs = await packLibraries(join(parent, 'tarballs'));
const unreachable = await registryFailure();
const tried: readonly (Installation | string)[] =
  unreachable === undefined
    ? await Promise.all([install(parent, 12, tarballs), install(parent, 11, tarballs)])
    : [];
const isInstalled = (each: Installation | string): each is Installation => typeof each !== 'string';
const installations = new Map(tried.filter(isInstalled).map((each) => [each.nest, each]));

afterAll(() => rmSync(parent, { recursive: true, force: true }));

it('packs every library', () => {
  expect(tarballs.size).toBe(10);
});

if (unreachable !== undefined)
  process.stderr.write(
    `Not tried outside of the workspace: npm cannot reach its registry.\n${unreachable}\n`,
  );
else {
  it('is installed beside Nest 11 and Nest 12', () => {
    expect(tried.filter((each) => !isInstalled(each))).toEqual([]);
  });
  describe.each(PROJECTS)('with Nest %s on %s as a %s package', (nest, platform, type) => {
    const installation = installations.get(nest);
    if (installation !== undefined) asInstalled(readersProject(installation, platform, type));
  });

  const nest11 = installations.get(11);
  if (nest11 !== undefined)
    it.each([
      ['fails in the Jest that its CLI sets up', 'none', 1, /Must use import to load ES Module/],
      ['passes there with a flag', 'flag', 0, /1 passed/],
      ['passes there when the libraries are compiled', 'compiled', 0, /1 passed/],
    ] as const)('with Nest 11 a test of what a README shows %s', async (_how, advice, code, said) => {
      expect(await inNestsOwnJest(nest11, advice)).toEqual({ code, output: expect.stringMatching(said) });
    });

  const nest12 = installations.get(12);
  if (nest12 !== undefined)
    it('can be copied as source instead: libs/errors among the sources of another project', async () => {
      const copy = copiedErrors(nest12);
      expect(await copy.compile()).toEqual({ code: 0, output: '' });
      const { service, url } = await copy.start('copied', '/errors/BOOK_NOT_FOUND');
      const missing: unknown = await (await fetch(`${url}/books/9`)).json();
      await service.kill();
      expect(missing).toMatchObject({ error_code: 'BOOK_NOT_FOUND', service_name: 'library' });
    });
}

function asInstalled(project: FreshProject): void {
  let peer: Peer;

  beforeAll(async () => {
    peer = await Peer.start();
  });
  afterAll(() => peer.close());

  it('compiles what the READMEs show', async () => {
    expect(await project.compile()).toEqual({ code: 0, output: '' });
  });

  it('answers a missing book and a bad loan by the error contract', async () => {
    const { service, url } = await project.start('errors', '/errors/BOOK_NOT_FOUND');
    const missing = await fetch(`${url}/books/9`, { headers: { traceparent: TRACEPARENT } });
    const headers = { 'content-type': 'application/json' };
    const bad = await fetch(`${url}/loans`, { method: 'POST', headers, body: '{"days":31}' });
    const good = await fetch(`${url}/loans`, {
      method: 'POST',
      headers,
      body: '{"days":3,"member_id":"m1"}',
    });
    const unknown = await fetch(`${url}/nowhere`);
    const document = await (await fetch(`${url}/docs-json`)).text();
    const answers = [await missing.json(), await bad.json(), await unknown.json()];
    await service.kill();
    expect([missing.status, bad.status, good.status, unknown.status]).toEqual([404, 422, 201, 404]);
    expect(answers).toMatchObject([
      { error_code: 'BOOK_NOT_FOUND', trace_id: TRACE, context: { book_id: '9' }, service_name: 'library' },
      { error_code: 'VALIDATION_FAILED', status_code: 422 },
      { status_code: 404, service_name: 'library' },
    ]);
    expect(JSON.stringify(answers[1])).toMatch(/"member_id".*"days"|"days".*"member_id"/);
    expect(document).toContain('"VALIDATION_FAILED"');
  });

  callsAsInstalled(project, () => peer);

  it('writes a line with the trace of the request', async () => {
    const { service, url } = await project.start('observability', '/shop');
    const answer = await fetch(`${url}/shop`, { headers: { traceparent: TRACEPARENT } });
    const metrics = await (await fetch(`${url}/metrics`)).text();
    await service.kill('SIGTERM');
    expect([answer.status, answer.headers.get('x-trace-id')]).toEqual([200, TRACE]);
    expect(service.logs).toContainEqual(
      expect.objectContaining({ trace_id: TRACE, msg: 'somebody came in', password: '[redacted]' }),
    );
    expect(metrics).toMatch(/^shop_visits_total\{door="front"\} 2$/m);
  });

  it('tells its health, and ends well', async () => {
    const { service, url } = await project.start('health', '/health/ready');
    const paths = ['/health/live', '/health/ready', '/health'];
    const answers = await Promise.all(paths.map((path) => fetch(url + path)));
    const report = await answers[2]?.json();
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(report).toMatchObject({ status: 'ok', details: { database: { status: 'up', critical: true } } });
    expect(await service.kill('SIGTERM')).toBe(0);
  });

  it('has one trace id in answer, log and header, and an open circuit in its health', async () => {
    const { service, url } = await project.start('together', '/health/live', { PEER: peer.url });
    const show = () => fetch(`${url}/products/P1`, { headers: { traceparent: TRACEPARENT } });
    expect((await show()).status).toBe(200);
    peer.isBroken = true;
    for (let call = 0; call < 6; call += 1) await show();
    const refused = await show();
    const body: unknown = await refused.json();
    const health = await fetch(`${url}/health`);
    const report: unknown = await health.json();
    peer.isBroken = false;
    await service.kill();
    expect([refused.status, refused.headers.get('x-trace-id')]).toEqual([503, TRACE]);
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(body).toMatchObject({ error_code: 'STOCK_SERVICE_UNAVAILABLE', trace_id: TRACE });
    expect(service.logs).toContainEqual(
      expect.objectContaining({ trace_id: TRACE, error_code: 'STOCK_SERVICE_UNAVAILABLE' }),
    );
    expect([health.status, report]).toMatchObject([
      200,
      { status: 'degraded', details: { stock: { status: 'degraded' } } },
    ]);
  });

  it('runs the programs that need no Nest', async () => {
    const listen = `127.0.0.1:${await freePort()}`;
    const env = { PEER: peer.url, LISTEN: listen, TRACEPARENT };
    const { code, output } = await run(process.execPath, ['dist/plain.js'], project.folder, env);
    expect([code, output]).toEqual([0, expect.stringMatching(/^\{.*\}\n$/)]);
    expect(JSON.parse(output)).toMatchObject({
      config: { port: 3000, stock: { baseURL: peer.url } },
      charged: { id: 'charges' },
      circuit: ['open', 'half_open'],
      price: '12.90',
      judged: ['MEMBERS_TIMEOUT', true],
    });
    const traced = peer.requests.find(({ path }) => path === '/traced');
    expect(traced?.traceparent).toMatch(new RegExp(`^00-${TRACE}-`));
  });

  it('carries out a request once, and reads a list page by page', async () => {
    const stored = async (library: string, path: string) => {
      const { url: DATABASE, drop } = await createTestDatabase();
      const env = { DATABASE, MIGRATIONS: join(project.folder, 'src', library, 'migrations') };
      return { ...(await project.start(library, path, env)), drop };
    };
    const notes = await stored('persistence', '/notes');
    const page: unknown = await (await fetch(`${notes.url}/notes`)).json();
    await notes.service.kill();
    await notes.drop();
    const charges = await stored('idempotency', '/errors/IDEMPOTENCY_KEY_REUSED');
    const charge = (amount: number) =>
      fetch(`${charges.url}/charges`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'a' },
        body: JSON.stringify({ amount }),
      });
    const answers = [await charge(5), await charge(5), await charge(6)];
    await charges.service.kill();
    await charges.drop();
    expect(page).toMatchObject({ items: [{ text: 'one more' }, { text: 'two' }] });
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 422]);
    expect(answers[1]?.headers.get('idempotency-replayed')).toBe('true');
  });

  it('gives every library by require and by import as the same module', async () => {
    const entries = libraries()
      .filter(({ folder }) => project.has(folder))
      .flatMap(({ path }) => entriesOf(path));
    const script = `
      const { createRequire } = await import('node:module');
      const require = createRequire(process.cwd() + '/main.cjs');
      for (const entry of ${JSON.stringify(entries)})
        if (require(entry) !== (await import(require.resolve(entry)))) process.stdout.write(entry + ' twice. ');`;
    const ended = await run(process.execPath, ['--input-type=module', '-e', script], project.folder);
    expect(ended).toEqual({ code: 0, output: '' });
  });

  if (project.installation.nest === 11) {
    it('says what to use where Nest has no pipe for schemas', async () => {
      const script = `require('@baluarte/errors/nest').validationPipe()`;
      const { code, output } = await run(process.execPath, ['-e', script], project.folder);
      expect([code, output]).toEqual([
        1,
        expect.stringContaining('with Nest 11, use its own ValidationPipe'),
      ]);
    });
  }

  if (project.has('testing')) {
    it('lets tests of others lose answers, crash a database and move time', async () => {
      const { code, output } = await run(process.execPath, ['dist/testing.js'], project.folder);
      expect([code, output]).toEqual([0, expect.stringMatching(/^\{.*\}\n$/)]);
      expect(JSON.parse(output)).toMatchObject({
        lost: { answer: { id: 'charge-1' }, requests: ['POST /charges', 'POST /charges'] },
        hour: ['half past', 'the hour'],
      });
    });
  }

  if (project.has('bootstrap')) {
    it('starts a service in the right order, and ends it', async () => {
      const { service, url } = await project.start('bootstrap/main', '/docs-json');
      const greeted: unknown = await (await fetch(`${url}/api/v1/greetings?name=Ana`)).json();
      expect([greeted, await service.kill('SIGTERM')]).toEqual([{ text: 'Hello Ana.' }, 0]);
    });
  }
}
