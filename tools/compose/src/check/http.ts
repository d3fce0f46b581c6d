/** How long one request of the check may take. */
const REQUEST_TIMEOUT_MS = 10_000;

/** An answer, read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

export interface RequestOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Asks and reads the answer, which is JSON or else text. */
export async function request(
  url: string,
  signal: AbortSignal,
  options: RequestOptions = {},
): Promise<Answer> {
  const { method = 'GET', headers = {}, body } = options;
  const response = await fetch(url, {
    method,
    headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.any([signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: jsonOr(text) };
}

/** @throws Error for any other status than 2xx */
export async function read<Body>(
  url: string,
  signal: AbortSignal,
  options: RequestOptions = {},
): Promise<Body> {
  const { status, body } = await request(url, signal, options);
  if (status >= 200 && status < 300) return body as Body;
  throw new Error(`${options.method ?? 'GET'} ${url} answered ${status}: ${JSON.stringify(body)}`);
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}
