import { AxiosHeaders } from 'axios';

/** Of these, Node keeps the first when a server sends several: `message.headers` in Node's documentation of http. */
const ONLY_FIRST = new Set([
  ...['age', 'authorization', 'content-length', 'content-type', 'etag', 'expires', 'from', 'host'],
  ...['if-modified-since', 'if-unmodified-since', 'last-modified', 'location', 'max-forwards'],
  ...['proxy-authorization', 'referer', 'retry-after', 'server', 'user-agent'],
]);

/** The headers of an answer in the form that Node's own client gives them. */
export function responseHeaders(headers: Record<string, string | string[] | undefined>): AxiosHeaders {
  const joined: Record<string, string | string[]> = {};
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    if (value === undefined) continue;
    if (name === 'set-cookie') joined[name] = Array.isArray(value) ? value : [value];
    else if (typeof value === 'string') joined[name] = value;
    else joined[name] = ONLY_FIRST.has(name) ? (value[0] ?? '') : value.join(name === 'cookie' ? '; ' : ', ');
  }
  return new AxiosHeaders(joined);
}
