import axios, { AxiosHeaders, type InternalAxiosRequestConfig } from 'axios';

const USER_AGENT = `axios/${axios.VERSION}`;
const ACCEPT_ENCODING = 'gzip, compress, deflate, br';
const ACCEPT_ENCODING_WITH_ZSTD = `${ACCEPT_ENCODING}, zstd`;

/** What may stand in a header besides tabs: printable characters of one byte. */
const UNPRINTABLE = /[^\t\x20-\x7e\x80-\xff]+/g;

/** About the connection, which is undici's affair. */
const OF_THE_CONNECTION = new Set(['keep-alive', 'transfer-encoding']);

/** The headers of a request with the same defaults as axios' http adapter; they are those of the config. */
export function requestHeaders(config: InternalAxiosRequestConfig, credentials?: string): AxiosHeaders {
  const headers = AxiosHeaders.from(config.headers).normalize(false);
  headers.set('User-Agent', USER_AGENT, false);
  const withZstd =
    (config.transitional as { advertiseZstdAcceptEncoding?: boolean } | undefined)
      ?.advertiseZstdAcceptEncoding === true;
  headers.set('Accept-Encoding', withZstd ? ACCEPT_ENCODING_WITH_ZSTD : ACCEPT_ENCODING, false);
  if (credentials !== undefined) headers.delete('authorization');
  return headers;
}

/** Names and values in turn. Credentials are added here, so that they do not stay in the config. */
export function wireHeaders(headers: AxiosHeaders, credentials?: string): string[] {
  const wire: string[] = [];
  const given = headers.toJSON() as Record<string, unknown>;
  for (const name of Object.keys(given)) {
    if (OF_THE_CONNECTION.has(name.toLowerCase())) continue;
    const value = given[name];
    if (Array.isArray(value)) for (const each of value) wire.push(name, printable(String(each)));
    else wire.push(name, printable(String(value)));
  }
  if (credentials !== undefined) {
    wire.push('Authorization', `Basic ${Buffer.from(credentials).toString('base64')}`);
  }
  return wire;
}

function printable(value: string): string {
  return value.replace(UNPRINTABLE, '').trim();
}
