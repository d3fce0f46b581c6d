import { connect } from 'node:net';
import { Controller, Get, Module } from '@nestjs/common';
import { PLATFORMS, startApp, type StartedApp } from '@baluarte/testing';
import { ObservabilityModule, outgoingHeaders } from '../src/index.js';

const TRACE = '12345678901234567890123456789012';
const SPAN = '1234567890123456';
const VALID = `00-${TRACE}-${SPAN}-01`;
const OTHER = `00-12345678901234567890123456789011-${SPAN}-01`;

@Controller('next')
class NextController {
  @Get()
  next() {
    return outgoingHeaders();
  }
}

@Module({
  imports: [ObservabilityModule.forRoot({ serviceName: 'things', version: '1.0.0', logLevel: 'silent' })],
  controllers: [NextController],
})
class NextModule {}

type Header = readonly [name: string, value: string];

/** Sends headers exactly as they are, which clients do not, and returns those of the next hop. */
async function nextHop(url: string, headers: readonly Header[]): Promise<Record<string, string>> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.write(`GET /next HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${lines}\r\n`);
  let answer = '';
  for await (const chunk of socket) answer += String(chunk);
  return JSON.parse(/\{.*\}/s.exec(answer)?.[0] ?? 'null') as Record<string, string>;
}

/** After the test suite of the W3C recommendation (w3c/trace-context, test/test.py), case by case. */
describe.each(PLATFORMS)('W3C trace context on %s', (platform) => {
  let things: StartedApp;
  beforeAll(async () => {
    things = await startApp(NextModule, { platform });
  });
  afterAll(() => things.close());

  const sent = (...headers: Header[]) => nextHop(things.url, headers);
  const traceOf = ({ traceparent }: Record<string, string>) => traceparent?.split('-')[1];

  it('sends a valid traceparent on, with a span id of its own', async () => {
    const next = await sent(['traceparent', VALID]);
    expect(next['traceparent']).toMatch(new RegExp(`^00-${TRACE}-(?!${SPAN})[\\da-f]{16}-0[01]$`));
    expect(next['tracestate']).toBeUndefined();
  });

  it.each(['traceparent', 'TraceParent', 'TrAcEpArEnT', 'TRACEPARENT'])(
    'knows the header as %s',
    async (name) => {
      expect(traceOf(await sent([name, VALID]))).toBe(TRACE);
    },
  );

  it.each([
    ['spaces before it', `  ${VALID}`],
    ['spaces after it', `${VALID} \t`],
    ['a future version', `cc-${TRACE}-${SPAN}-01`],
    ['a future version with more', `cc-${TRACE}-${SPAN}-01-what-the-future-will-be-like`],
    ['flags that nobody knows yet', `00-${TRACE}-${SPAN}-ff`],
  ])('goes on in a trace with %s', async (_what, value) => {
    const next = await sent(['traceparent', value]);
    expect(traceOf(next)).toBe(TRACE);
    expect(next['traceparent']?.slice(0, 3)).toBe('00-');
  });

  it.each([
    ['version ff', `ff-${TRACE}-${SPAN}-01`],
    ['a version that is not hex', `.0-${TRACE}-${SPAN}-01`],
    ['a version that is too long', `000-${TRACE}-${SPAN}-01`],
    ['a version that is too short', `0-${TRACE}-${SPAN}-01`],
    ['a future version glued to more', `cc-${TRACE}-${SPAN}-01.what`],
    ['version 00 and more', `${VALID}-what`],
    ['a trace id of zeros', `00-${'0'.repeat(32)}-${SPAN}-01`],
    ['a trace id that is not hex', `00-.${TRACE.slice(1)}-${SPAN}-01`],
    ['a trace id that is too long', `00-${TRACE}0-${SPAN}-01`],
    ['a trace id that is too short', `00-${TRACE.slice(1)}-${SPAN}-01`],
    ['a trace id in upper case', `00-ABCDEF${TRACE.slice(6)}-${SPAN}-01`],
    ['a parent id of zeros', `00-${TRACE}-${'0'.repeat(16)}-01`],
    ['a parent id that is not hex', `00-${TRACE}-.${SPAN.slice(1)}-01`],
    ['a parent id that is too long', `00-${TRACE}-${SPAN}0-01`],
    ['a parent id that is too short', `00-${TRACE}-${SPAN.slice(1)}-01`],
    ['flags that are not hex', `00-${TRACE}-${SPAN}-.0`],
    ['flags that are too long', `00-${TRACE}-${SPAN}-001`],
    ['flags that are too short', `00-${TRACE}-${SPAN}-1`],
  ])('starts a new trace after %s, and drops the tracestate', async (_what, value) => {
    const next = await sent(['traceparent', value], ['tracestate', 'foo=1']);
    expect(traceOf(next)).toMatch(/^[\da-f]{32}$/);
    expect(traceOf(next)).not.toBe(TRACE);
    expect(next['tracestate']).toBeUndefined();
  });

  it('starts a new trace after two traceparents, whichever it could take', async () => {
    const next = await sent(['traceparent', OTHER], ['traceparent', VALID]);
    expect([TRACE, OTHER.split('-')[1]]).not.toContain(traceOf(next));
  });

  it('starts a new trace where there is only a tracestate', async () => {
    expect((await sent(['tracestate', 'foo=1']))['tracestate']).toBeUndefined();
  });

  it.each<[string, Header[], string | undefined]>([
    ['as it came', [['tracestate', 'foo=1,bar=2']], 'foo=1,bar=2'],
    ['under any case of its name', [['TRACEstate', 'foo=1']], 'foo=1'],
    [
      'joined from several headers',
      [
        ['tracestate', 'foo=1'],
        ['tracestate', 'bar=2'],
      ],
      'foo=1,bar=2',
    ],
    [
      'without an empty header',
      [
        ['tracestate', ''],
        ['tracestate', 'foo=1'],
      ],
      'foo=1',
    ],
    [
      'with blanks around members',
      [['tracestate', 'foo=1 \t , \t bar=2']],
      expect.stringMatching(/^foo=1\s*,\s*bar=2$/) as string,
    ],
    [
      'with every character that a key may have',
      [['tracestate', 'abcdefghijklmnopqrstuvwxyz0123456789_-*/=v']],
      'abcdefghijklmnopqrstuvwxyz0123456789_-*/=v',
    ],
    ['with a key of 256', [['tracestate', `${'z'.repeat(256)}=1`]], `${'z'.repeat(256)}=1`],
    [
      'with a key of a tenant',
      [['tracestate', `${'t'.repeat(241)}@${'v'.repeat(14)}=1`]],
      `${'t'.repeat(241)}@${'v'.repeat(14)}=1`,
    ],
    [
      'with 32 members',
      [['tracestate', Array.from({ length: 32 }, (_, n) => `bar${n}=${n}`).join(',')]],
      Array.from({ length: 32 }, (_, n) => `bar${n}=${n}`).join(','),
    ],
  ])('sends tracestate on %s', async (_what, headers, expected) => {
    expect((await sent(['traceparent', VALID], ...headers))['tracestate']).toEqual(expected);
  });

  it.each([
    ['a key in upper case', 'FOO=1'],
    ['a key with a blank', 'foo bar=1'],
    ['a key with a dot', 'foo.bar=1'],
    ['no key', '=1'],
    ['a key that is too long', `${'z'.repeat(257)}=1`],
    ['a tenant that is too long', `${'t'.repeat(242)}@v=1`],
    ['a system that is too long', `t@${'v'.repeat(15)}=1`],
    ['two ats', 'foo@bar@baz=1'],
    ['no value', 'foo'],
    ['two values', 'foo=1=2'],
    ['33 members', Array.from({ length: 33 }, (_, n) => `bar${n}=${n}`).join(',')],
  ])('goes on in the trace, but without a tracestate that has %s', async (_what, value) => {
    const next = await sent(['traceparent', VALID], ['tracestate', value]);
    expect(traceOf(next)).toBe(TRACE);
    expect(next['tracestate']).toBeUndefined();
  });
});
