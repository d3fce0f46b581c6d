import { FaultServer, faults, type FaultScenario } from '@baluarte/testing';
import { AxiosError, CanceledError, type InternalAxiosRequestConfig } from 'axios';
import * as resilience from '../../src/index.js';
import { endPeers, scriptedPeer } from '../support/counting-server.js';
import { between, blockAfter, cells, formatted, README, readText } from './markdown.js';
import { optionTable, presetTable } from './option-tables.js';

const { OPTION_ROWS, TRANSPORT_ROWS, Pipeline, resolveOptions, describeCallFailure } = resilience;

/** What each row of the table of repetitions means on the wire. */
const ENDINGS: Readonly<Record<string, readonly FaultScenario[] | 'nobody listens'>> = {
  'no connection: refused, unreachable': 'nobody listens',
  'the connection reset': [faults.resetBeforeReading(), faults.resetBeforeHeaders(), faults.halfABody()],
  'no answer in time': [faults.neverAnswer()],
  '408, 425, 429, 502, 503, 504': [408, 425, 429, 502, 503, 504].map((status) => faults.respond({ status })),
  'any other status, 500 and 501 included': [400, 404, 409, 500, 501, 505].map((status) =>
    faults.respond({ status }),
  ),
  'a body that cannot be read, or is too long': [
    faults.brokenJson(),
    faults.respond({ body: { long: 'x'.repeat(5_000) } }),
  ],
};

const facts = { dependency: 'peer' };
const config = {} as InternalAxiosRequestConfig;
const answer = (status: number) =>
  ({ status, data: 'text', statusText: '', headers: { 'retry-after': '7' }, config }) as const;
const coded = (code: string) => new AxiosError('It failed.', code, config);

/** One error for each row of the table of errors, by what the row says of it. */
const ERRORS: Readonly<Record<string, readonly unknown[]>> = {
  '`CircuitOpenError`': [new resilience.CircuitOpenError(facts)],
  '`BulkheadFullError`': [new resilience.BulkheadFullError(facts)],
  '`RetryBudgetSpentError` after a reset, as `cause`': [
    new resilience.RetryBudgetSpentError({ ...facts, executed: 'unknown' }),
  ],
  '`DeadlinePassedError`': [new resilience.DeadlinePassedError(facts)],
  '`AxiosError` with a `response` of 4xx or 5xx': [400, 503].map(
    (status) => new AxiosError('No.', 'ERR_BAD_RESPONSE', config, undefined, answer(status)),
  ),
  '`AxiosError` `ECONNREFUSED`': [coded('ECONNREFUSED')],
  '`AxiosError` `ENOTFOUND`': [coded('ENOTFOUND')],
  '`AxiosError` `ECONNRESET`': [coded('ECONNRESET')],
  '`AxiosError` `ETIMEDOUT`, `AttemptTimeoutError`': [
    coded('ETIMEDOUT'),
    new resilience.AttemptTimeoutError('peer', 100),
  ],
  '`CanceledError`, `CallAbortedError`': [
    new CanceledError(undefined, config),
    new resilience.CallAbortedError('peer'),
  ],
  '`AxiosError` about a body that cannot be read': [
    new AxiosError('Bad.', 'ERR_BAD_RESPONSE', config, undefined, answer(200)),
  ],
};

/** A failure in the words of the table. */
function told(error: unknown): string {
  const { type, ...rest } = describeCallFailure(error);
  const { by, reason, executed } = rest as { by?: string; reason?: string; executed?: string };
  const word = by ?? reason;
  if (type === 'answer') return '`answer` with status, body, `Retry-After`';
  if (type === 'invalid_answer') return '`invalid_answer`';
  return `\`${type}\` \`${word ?? ''}\`, \`executed: ${executed ?? ''}\``;
}

describe('the tables of README.md', () => {
  let readme: string;

  beforeAll(async () => {
    readme = await readText(README);
  });
  afterEach(endPeers);

  it.each([
    ['policies', () => optionTable(OPTION_ROWS)],
    ['transport', () => optionTable(TRANSPORT_ROWS)],
    ['presets', presetTable],
  ])('say of the %s what the code says', async (name, table) => {
    expect(between(readme, name)).toBe(await formatted(table(), README));
  });

  it('have the policies in the order in which the code has them', () => {
    const order = new Pipeline('any', resolveOptions('any', {})).describe();
    expect(blockAfter(readme, 'order').trim().split('\n')).toEqual(order);
  });

  it('know every option that a client has', () => {
    const paths = [...cells(between(readme, 'policies')), ...cells(between(readme, 'transport'))];
    const variables = Object.keys(resilience.clientSettings('PEER'));
    expect(paths).toHaveLength(variables.length);
  });

  it('say of every ending what is repeated', async () => {
    const rows = cells(between(readme, 'repeated'));
    expect(rows.map(([ending]) => ending)).toEqual(Object.keys(ENDINGS));
    for (const [ending = '', ...said] of rows) {
      const seen = [await repetitions(ENDINGS[ending], 'get'), await repetitions(ENDINGS[ending], 'post')];
      expect([ending, ...seen]).toEqual([ending, ...said]);
    }
  });

  it('say of every error what it is described as', () => {
    const rows = cells(between(readme, 'errors'));
    expect(rows.map(([error]) => error)).toEqual(Object.keys(ERRORS));
    for (const [error = '', said] of rows)
      for (const each of ERRORS[error] ?? []) expect([error, told(each)]).toEqual([error, said]);
  });

  it('has a Retry-After in the description of an answer', () => {
    const refusal = ERRORS['`AxiosError` with a `response` of 4xx or 5xx']?.[1];
    expect(describeCallFailure(refusal)).toEqual({
      type: 'answer',
      status: 503,
      body: 'text',
      retryAfterSeconds: 7,
    });
  });
});

/** Whether requests that end like this are sent again: all of them, or none. */
async function repetitions(endings: (typeof ENDINGS)[string] | undefined, method: 'get' | 'post') {
  const refused = endings === 'nobody listens';
  const silent = endings === ENDINGS['no answer in time'];
  const peer = await scriptedPeer({
    ...(refused && { baseURL: `http://127.0.0.1:${await FaultServer.refusingPort()}` }),
    ...(silent ? { attemptTimeoutMs: 150 } : { attemptTimeoutMs: 10_000, totalTimeoutMs: 60_000 }),
    maxResponseBytes: 4_000,
    retry: { maxDelayMs: 120 },
    circuit: { mode: 'off' },
  });
  const seen = new Set<number>();
  for (const scenario of refused ? [faults.respond()] : (endings ?? [])) {
    peer.told.length = 0;
    await peer.asked([scenario], () => peer.ours[method]('/'));
    seen.add(peer.told.filter(({ type }) => type === 'attempt').length);
  }
  const [attempts, ...others] = seen;
  if (others.length > 0) return `now and then: ${[...seen].join(', ')} attempts`;
  return attempts === 1 ? 'never' : 'repeated';
}
