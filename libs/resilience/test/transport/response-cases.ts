import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import type { AxiosRequestConfig } from 'axios';
import type { AnswerOptions } from '@baluarte/testing';

/** What a server answers, how it is asked, and what the caller sees among other things. */
export type Case = [name: string, answer: AnswerOptions, config: AxiosRequestConfig, expected: object];

const JSON_TYPE = { 'content-type': 'application/json' };
export const body = { id: 1, text: 'täxt' };
export const text = JSON.stringify(body);
const strict = { silentJSONParsing: false, forcedJSONParsing: true, clarifyTimeoutError: false };
export const encoded = (encoding: string, bytes: Buffer): AnswerOptions => ({
  headers: { ...JSON_TYPE, 'content-encoding': encoding },
  body: bytes,
});
const failed = (code: string, message?: string) => ({
  error: expect.objectContaining({ code, ...(message && { message }), isAxiosError: true }),
});
const tooLong = (limit: number) => failed('ERR_BAD_RESPONSE', `maxContentLength size of ${limit} exceeded`);

export const BODIES: Case[] = [
  ['JSON', { body }, {}, { status: 200, statusText: 'OK', data: body }],
  ['JSON, asked for', { body: text }, { responseType: 'json' }, { data: body }],
  ['broken JSON', { body: '{"a":' }, {}, { data: '{"a":' }],
  [
    'broken JSON, strictly',
    { body: '{"a":' },
    { responseType: 'json', transitional: strict },
    { ...failed('ERR_BAD_RESPONSE'), status: 200 },
  ],
  ['text', { body: text }, { responseType: 'text' }, { data: text }],
  ['an array buffer', { body: text }, { responseType: 'arraybuffer' }, { data: Buffer.from(text) }],
  ['an empty array buffer', {}, { responseType: 'arraybuffer' }, { data: Buffer.alloc(0) }],
  ['a stream', { body: text }, { responseType: 'stream' }, { data: { streamed: text } }],
  ['a stream of nothing', {}, { responseType: 'stream' }, { data: { streamed: '' } }],
  [
    'a large stream',
    { body: 'x'.repeat(3_000_000) },
    { responseType: 'stream' },
    { data: { streamed: 'x'.repeat(3_000_000) } },
  ],
  [
    'a large body in many pieces',
    { body: 'ä'.repeat(1_000_000) },
    { responseType: 'text' },
    { data: 'ä'.repeat(1_000_000) },
  ],
  ['nothing', {}, {}, { data: '' }],
  ['a byte order mark', { body: `\ufeff${text}` }, {}, { data: body }],
  ['Latin letters', { body: Buffer.from('é', 'latin1') }, { responseEncoding: 'latin1' }, { data: 'é' }],
  ['hexadecimal digits', { body: 'ab' }, { responseEncoding: 'hex', responseType: 'text' }, { data: '6162' }],
  ['a body of HEAD', { body: text }, { method: 'head' }, { data: '' }],
];

export const ENCODINGS: Case[] = [
  ['gzip', encoded('gzip', gzipSync(text)), {}, { data: body }],
  ['GZIP in capitals', encoded('GZIP', gzipSync(text)), {}, { data: body }],
  ['x-gzip', encoded('x-gzip', gzipSync(text)), {}, { data: body }],
  ['compress', encoded('compress', gzipSync(text)), {}, { data: body }],
  ['deflate', encoded('deflate', deflateSync(text)), {}, { data: body }],
  ['deflate without its header', encoded('deflate', deflateRawSync(text)), {}, { data: body }],
  ['brotli', encoded('br', brotliCompressSync(text)), {}, { data: body }],
  ['zstd', encoded('zstd', zstdCompressSync(text)), {}, { data: body }],
  ['an unknown encoding', encoded('rot13', Buffer.from('abc')), {}, { data: 'abc' }],
  [
    'gzip as a stream',
    encoded('gzip', gzipSync(text)),
    { responseType: 'stream' },
    { data: { streamed: text } },
  ],
  [
    'gzip as an array buffer',
    encoded('gzip', gzipSync(text)),
    { responseType: 'arraybuffer' },
    { data: Buffer.from(text) },
  ],
  [
    'gzip that is not to be decoded',
    encoded('gzip', gzipSync(text)),
    { decompress: false, responseType: 'arraybuffer' },
    { data: gzipSync(text) },
  ],
  [
    'gzip of an error',
    { ...encoded('gzip', gzipSync(text)), status: 500 },
    {},
    { status: 500, data: body, ...failed('ERR_BAD_RESPONSE') },
  ],
  [
    'gzip that is cut off',
    encoded('gzip', gzipSync(text).subarray(0, 20)),
    { responseType: 'text' },
    { status: 200 },
  ],
  ['gzip that is none', encoded('gzip', Buffer.from('not gzip')), {}, failed('Z_DATA_ERROR')],
  [
    'gzip that is none, as a stream',
    encoded('gzip', Buffer.from('not gzip')),
    { responseType: 'stream' },
    { status: 200 },
  ],
  ['gzip of HEAD', encoded('gzip', gzipSync(text)), { method: 'head' }, { data: '' }],
  [
    'gzip of no content',
    { status: 204, headers: { 'content-encoding': 'gzip' } },
    {},
    { status: 204, data: '' },
  ],
  ['gzip of nothing', encoded('gzip', Buffer.alloc(0)), {}, { data: '' }],
];

export const LIMITS: Case[] = [
  ['a body at its limit', { body: 'abcd' }, { maxContentLength: 4 }, { data: 'abcd' }],
  ['a body above its limit', { body: 'abcde' }, { maxContentLength: 4 }, tooLong(4)],
  ['no body where none is allowed', {}, { maxContentLength: 0 }, { data: '' }],
  [
    'a body that gzip made small',
    encoded('gzip', gzipSync('x'.repeat(100_000))),
    { maxContentLength: 1_000 },
    tooLong(1_000),
  ],
  [
    'gzip that is larger than its contents',
    encoded('gzip', gzipSync('"a"')),
    { maxContentLength: 3 },
    { data: 'a' },
  ],
  [
    'a stream above its limit',
    { body: 'x'.repeat(500_000) },
    { maxContentLength: 10, responseType: 'stream' },
    { status: 200, ...tooLong(10) },
  ],
  [
    'a stream at its limit',
    { body: 'abcd' },
    { maxContentLength: 4, responseType: 'stream' },
    { data: { streamed: 'abcd' } },
  ],
];

export const STATUSES: Case[] = [
  [
    '404',
    { status: 404, body },
    {},
    { status: 404, data: body, ...failed('ERR_BAD_REQUEST', 'Request failed with status code 404') },
  ],
  ['500', { status: 500, body: 'oh' }, {}, { status: 500, data: 'oh', ...failed('ERR_BAD_RESPONSE') }],
  [
    'a redirect',
    { status: 302, headers: { location: '/elsewhere' } },
    {},
    {
      status: 302,
      ...failed('ERR_BAD_RESPONSE'),
      headers: expect.objectContaining({ location: '/elsewhere' }),
    },
  ],
  ['304', { status: 304, headers: { etag: '"a"' } }, {}, { status: 304 }],
  ['an error that is none', { status: 500, body }, { validateStatus: null }, { status: 500, data: body }],
  [
    'an error that the config calls fine',
    { status: 404, body },
    { validateStatus: (status) => status === 404 },
    { status: 404, data: body },
  ],
  [
    'an error as a stream',
    { status: 503, body: 'busy' },
    { responseType: 'stream' },
    { status: 503, data: { streamed: 'busy' }, ...failed('ERR_BAD_RESPONSE') },
  ],
];

export const HEADERS: Case[] = [
  [
    'one cookie',
    { headers: { 'set-cookie': 'a=1' } },
    {},
    { headers: expect.objectContaining({ 'set-cookie': ['a=1'] }) },
  ],
  [
    'cookies',
    { headers: { 'set-cookie': ['a=1', 'b=2'] } },
    {},
    { headers: expect.objectContaining({ 'set-cookie': ['a=1', 'b=2'] }) },
  ],
  [
    'a header several times',
    { headers: { 'X-Several': ['a', 'b'], Vary: 'x' } },
    {},
    { headers: expect.objectContaining({ 'x-several': 'a, b', vary: 'x' }) },
  ],
  [
    'a header that counts once',
    { headers: { 'Retry-After': ['1', '2'] } },
    {},
    { headers: expect.objectContaining({ 'retry-after': '1' }) },
  ],
  [
    'Latin letters in a header',
    { headers: { 'x-latin': 'é' } },
    {},
    { headers: expect.objectContaining({ 'x-latin': 'é' }) },
  ],
];
