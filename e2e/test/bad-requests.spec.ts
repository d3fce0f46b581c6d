import { request } from 'node:http';
import fc from 'fast-check';
import { badRequests, type BadRequest } from '../src/bad-request.js';
import type { OpenApiDocument } from '../src/open-api.js';
import { RunningSystem, contractViolations } from '@baluarte/testing';
import { LAUNCHER } from '../src/launcher.js';

const SEED = 20_261_124;
const REQUESTS = 1_000;
const AT_ONCE = 20;

/** Node's own client, which sends what it is told, where `fetch` would correct it. */
function send(baseUrl: string, { method, path, headers, body }: BadRequest) {
  const { hostname, port } = new URL(baseUrl);
  return new Promise<{ status: number; headers: Headers; text: string }>((resolve, reject) => {
    const sent = request(
      {
        hostname,
        port,
        method,
        path,
        headers: { ...headers, ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }) },
        timeout: 10_000,
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: new Headers(response.headers as Record<string, string>),
            text,
          }),
        );
      },
    );
    sent
      .on('error', reject)
      .on('timeout', () => sent.destroy(new Error('no answer')))
      .end(body);
  });
}

describe('bad requests', () => {
  let system: RunningSystem;

  beforeAll(async () => void (system = await RunningSystem.start(LAUNCHER, 3_000)));
  afterAll(() => system.stop());

  it.each(['orders', 'payments', 'stock', 'recommendations'] as const)(
    'get the error contract and never a 500: 1000 of them to %s',
    async (service) => {
      const base = system.url(service);
      const document = (await (await fetch(`${base}/docs-json`)).json()) as OpenApiDocument;
      const all = fc.sample(badRequests(document), { seed: SEED, numRuns: REQUESTS });
      const wrong: string[] = [];
      const statuses = new Map<number, number>();
      for (let at = 0; at < all.length; at += AT_ONCE)
        await Promise.all(
          all.slice(at, at + AT_ONCE).map(async (bad) => {
            const answer = await send(base, bad).catch((error: unknown) => String(error));
            if (typeof answer === 'string')
              return void wrong.push(`${bad.method} ${bad.path.slice(0, 80)}: ${answer}`);
            statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
            const violations = [
              ...(answer.status === 500 ? ['500'] : []),
              ...(bad.method === 'HEAD' ? [] : contractViolations(answer, service)),
            ];
            if (violations.length > 0)
              wrong.push(
                `${bad.method} ${bad.path.slice(0, 80)} ${(bad.body ?? '').slice(0, 80)} → ${answer.status}: ${violations.join('; ')}`,
              );
          }),
        );
      expect(wrong.slice(0, 10)).toEqual([]);
      expect([...statuses.values()].reduce((sum, count) => sum + count, 0)).toBe(REQUESTS);
      expect((await fetch(`${base}/health/ready`)).status).toBe(200);
    },
  );

  it.each(['orders', 'payments', 'stock', 'recommendations'] as const)(
    'are documented: every operation of %s names its errors',
    async (service) => {
      const document = (await (await fetch(`${system.url(service)}/docs-json`)).json()) as OpenApiDocument;
      expect(document.openapi).toBe('3.1.0');
      for (const [path, methods] of Object.entries(document.paths))
        if (path.startsWith('/api/'))
          for (const [method, { responses }] of Object.entries(methods))
            expect({ operation: `${method} ${path}`, statuses: Object.keys(responses) }).toEqual({
              operation: `${method} ${path}`,
              statuses: expect.arrayContaining(['500', '503']),
            });
    },
  );
});
