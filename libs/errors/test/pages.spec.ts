import { PLATFORMS } from '@baluarte/testing';
import { standardCatalogue } from '../src/index.js';
import { startThings, type Things } from './app/start-things.js';
import { expectContract } from './expect-contract.js';

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
const as = (accept: string) => ({ headers: { accept } });
const script = '<script>alert("&\')</script>';
const catalogue = standardCatalogue.extend({
  WITH_MARKUP: {
    kind: 'business_rule',
    title: script,
    explanation: script,
    message: script,
    whoCanFixIt: script,
    exampleContext: { script },
  },
});

describe.each(PLATFORMS)('the pages of the errors on %s', (platform) => {
  let things: Things;

  beforeAll(async () => void (things = await startThings(platform, { options: { catalogue } })));
  afterAll(() => things.close());

  it.each(standardCatalogue.entries().map((entry) => [entry.code, entry] as const))(
    'say all there is to say of %s',
    async (code, entry) => {
      const { status, headers, text } = await things.ask(`/errors/${code}`, as(BROWSER));
      expect(status).toBe(200);
      expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
      for (const words of [
        code,
        String(entry.status),
        entry.title,
        entry.explanation,
        entry.whoCanFixIt,
        entry.retryAdvice,
      ])
        expect(text).toContain(escaped(words));
      expect(text).toContain(escaped(`"error_code": "${code}"`));
    },
  );

  it('are JSON for programs', async () => {
    const { headers, body } = await things.ask('/errors/INSUFFICIENT_STOCK', as('application/json'));
    expect(headers.get('vary')).toMatch(/accept/i);
    expect(body).toMatchObject({
      code: 'INSUFFICIENT_STOCK',
      kind: 'business_rule',
      status: 409,
      title: 'There is not enough stock',
      who_can_fix_it: 'The caller, often.',
      retry: 'no',
      retry_advice: 'No: the same request will fail again.',
    });
    expectContract(body['example'] as Record<string, unknown>, { code: 'INSUFFICIENT_STOCK' });
  });

  it('are JSON for whoever does not care', async () => {
    expect((await things.ask('/errors/CONFLICT')).headers.get('content-type')).toMatch(/^application\/json/);
  });

  it('are listed, for people and for programs', async () => {
    const { text } = await things.ask('/errors', as(BROWSER));
    const { body } = await things.ask('/errors');
    for (const { code } of catalogue.entries()) expect(text).toContain(`href="errors/${code}"`);
    expect((body['items'] as { code: string }[]).map(({ code }) => code)).toEqual(
      catalogue.entries().map(({ code }) => code),
    );
  });

  it('let no markup of a catalogue through', async () => {
    for (const path of ['/errors', '/errors/WITH_MARKUP']) {
      const { text } = await things.ask(path, as(BROWSER));
      expect(text).not.toContain('<script');
      expect(text).toContain('&lt;script&gt;alert(&quot;&amp;&#39;)&lt;/script&gt;');
    }
  });

  it.each([
    ['a code that does not exist', '/errors/NO_SUCH_CODE', BROWSER, 404, 'RESOURCE_NOT_FOUND'],
    ['a name that every object has', '/errors/constructor', BROWSER, 404, 'RESOURCE_NOT_FOUND'],
    ['a form that there is not', '/errors/CONFLICT', 'image/png', 406, 'NOT_ACCEPTABLE'],
  ])('answer with the contract for %s', async (_what, path, accept, status, code) => {
    const answer = await things.ask(path, as(accept));
    expect(answer.status).toBe(status);
    expectContract(answer.body, { code, status });
  });

  it('answer HEAD', async () => {
    expect(await things.ask('/errors/CONFLICT', { method: 'HEAD' })).toMatchObject({ status: 200, text: '' });
  });
});

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
