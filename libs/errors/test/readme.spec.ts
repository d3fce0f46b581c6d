import { Module } from '@nestjs/common';
import { PLATFORMS, Readme, startApp } from '@baluarte/testing';
import { ErrorsModule } from '../src/nest/index.js';
import { catalogue, judgeMembers } from './readme/lend-book.js';
import { LibraryModule } from './readme/library.module.js';
import { configure, LoansController } from './readme/main.js';

const readme = new Readme('@baluarte/errors', new URL('../', import.meta.url));

describe('README.md', () => {
  it('shows the programs that are run here, and no others', () => {
    expect(readme.shownPrograms()).toEqual(readme.writtenPrograms());
  });

  it.each(PLATFORMS)('shows the answer that the first program gives on %s', async (platform) => {
    const { url, close } = await startApp(LibraryModule, { platform });
    const response = await fetch(`${url}/books/9`);
    const body = (await response.json()) as Record<string, unknown>;
    const page = await fetch(`${url}/errors/BOOK_NOT_FOUND`, { headers: { accept: 'text/html' } });
    await close();
    const shown = JSON.parse(readme.blockAfter('answer')) as Record<string, unknown>;
    expect(response.status).toBe(404);
    expect(body).toEqual({ ...shown, trace_id: body['trace_id'], timestamp: body['timestamp'] });
    expect(Object.keys(body)).toEqual(Object.keys(shown));
    expect(await page.text()).toContain('The book does not exist');
  });

  it('shows a validation that lists fields and a document that has the errors', async () => {
    @Module({ imports: [ErrorsModule.forRoot({ serviceName: 'library' })], controllers: [LoansController] })
    class LoansModule {}
    const { url, close } = await startApp(LoansModule, { configure });
    const headers = { 'content-type': 'application/json' };
    const refused = await fetch(`${url}/loans`, { method: 'POST', headers, body: '{"days":31}' });
    const document = await (await fetch(`${url}/docs-json`)).text();
    const body = await refused.text();
    await close();
    expect(refused.status).toBe(422);
    expect(body).toMatch(/"member_id".*"days"/);
    expect(document).toContain('"VALIDATION_FAILED"');
    expect(document).toContain('"CONFLICT"');
  });

  it('shows a judgement whose codes are in its catalogue', () => {
    const refused = {
      type: 'answer',
      status: 409,
      body: { error_code: 'OVERDUE_BOOKS', message: 'Two.' },
    } as const;
    const lost = { type: 'no_answer', reason: 'timeout', executed: 'unknown' } as const;
    const judged = [judgeMembers(refused, undefined), judgeMembers(lost, undefined)];
    expect(judged.map(({ code, message }) => [code, message])).toEqual([
      ['MEMBER_BLOCKED', 'Two.'],
      ['MEMBERS_TIMEOUT', 'members did not answer in time.'],
    ]);
    for (const { code } of judged) expect(catalogue.has(code)).toBe(true);
  });
});
