export interface ControlAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Of the text, should it be JSON. */
  readonly body: unknown;
}

/** Calls the HTTP API of a proxy server, with plain fetch. */
export class Control {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  async call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<ControlAnswer> {
    const response = await fetch(this.#url + path, {
      method,
      headers,
      body: typeof body === 'string' ? body : JSON.stringify(body),
      signal: AbortSignal.timeout(20_000),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parse(text) };
  }

  /** Calls it, and throws unless it succeeds. */
  async done(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await this.call(method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text}`);
    return answer.body;
  }

  /** Creates a proxy on a free port, and gives the port. */
  async createProxy(name: string, upstreamPort: number): Promise<number> {
    const proxy = await this.done('POST', '/proxies', {
      name,
      listen: '127.0.0.1:0',
      upstream: `127.0.0.1:${upstreamPort}`,
    });
    return portOf(proxy);
  }
}

/** The port on which a proxy listens. */
export function portOf(proxy: unknown): number {
  return Number((proxy as { listen: string }).listen.split(':').at(-1));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
