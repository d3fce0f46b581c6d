import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface PeerRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

export interface PeerAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** What goes wrong with a request: before the peer acts, or after it acted and before it answers. */
export type Fault =
  | { readonly when: 'before' | 'after'; readonly what: 'hang' | 'cut' | 'garbage' | 'unavailable' }
  | { readonly when: 'before' | 'after'; readonly what: 'slow'; readonly ms: number }
  | { readonly when: 'before' | 'after'; readonly what: 'answer'; readonly answer: PeerAnswer };

/** A request that is kept waiting inside the peer. */
export interface Held {
  /** The request, once it has come. */
  readonly arrived: Promise<PeerRequest>;
  letGo(): void;
}

/** Which requests are meant: those whose `METHOD /path` fits, or of which the function says so. */
export type Match = RegExp | ((request: PeerRequest) => boolean);

interface Rule {
  readonly match: Match;
  readonly fault: Fault;
  remaining: number;
}

interface Gate {
  readonly match: Match;
  readonly when: 'before' | 'after';
  readonly open: Promise<void>;
  readonly arrive: (request: PeerRequest) => void;
}

/** A small real HTTP server that plays another service, keeps its books, and can be told to fail. */
export abstract class FakePeer {
  readonly requests: PeerRequest[] = [];
  #server: Server | undefined;
  #rules: Rule[] = [];
  #gates: Gate[] = [];
  #port = 0;
  #unfinished = 0;

  /** Acts, and writes it into its books. */
  protected abstract act(request: PeerRequest): PeerAnswer;

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async start(): Promise<this> {
    this.#server = createServer((request, response) => void this.#serve(request, response));
    await new Promise<void>((resolve) => this.#server?.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (this.#server.address() as AddressInfo).port;
    return this;
  }

  /** Refuses connections from now on; `start` begins again on the same port with the same books. */
  async stop(): Promise<void> {
    this.#gates = [];
    this.#server?.closeAllConnections();
    await new Promise<void>((resolve) => (this.#server ? this.#server.close(() => resolve()) : resolve()));
    this.#server = undefined;
  }

  /** Fails matching requests, `times` of them or all that come. */
  fail(match: Match, fault: Fault, times = Number.POSITIVE_INFINITY): void {
    this.#rules.push({ match, fault, remaining: times });
  }

  /** Answers the next matching request with something else, and does not act on it. */
  answerNext(match: Match, status: number, code: string, fields: Record<string, unknown> = {}): void {
    const body = { ...(errorBody(code, 'An answer made for a test.') as object), ...fields };
    this.#rules.push({
      match,
      fault: { when: 'before', what: 'answer', answer: { status, body } },
      remaining: 1,
    });
  }

  /** Keeps the next matching request waiting, before the peer acts or after it acted. */
  hold(match: Match, when: 'before' | 'after'): Held {
    let letGo = (): void => undefined;
    let arrive: Gate['arrive'] = () => undefined;
    const open = new Promise<void>((resolve) => (letGo = resolve));
    const arrived = new Promise<PeerRequest>((resolve) => (arrive = resolve));
    this.#gates.push({ match, when, open, arrive });
    return { arrived, letGo };
  }

  /** Whether it has nothing under way, held requests included. */
  get isIdle(): boolean {
    return this.#unfinished === 0;
  }

  /** No faults and no gates any more. */
  heal(): void {
    this.#rules = [];
    this.#gates = [];
  }

  /** How many such requests have come. */
  count(match: Match): number {
    return this.requests.filter((request) => fits(match, request)).length;
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await read(incoming);
    this.requests.push(request);
    this.#unfinished += 1;
    try {
      await this.#handle(request, response);
    } finally {
      this.#unfinished -= 1;
    }
  }

  async #handle(request: PeerRequest, response: ServerResponse): Promise<void> {
    if (await this.#passes(request, 'before', response)) {
      const answer = this.act(request);
      if (await this.#passes(request, 'after', response)) send(response, answer);
    }
  }

  async #passes(request: PeerRequest, when: 'before' | 'after', response: ServerResponse): Promise<boolean> {
    const gate = this.#gates.find((each) => each.when === when && fits(each.match, request));
    if (gate !== undefined) {
      this.#gates = this.#gates.filter((each) => each !== gate);
      gate.arrive(request);
      await gate.open;
    }
    const rule = this.#rules.find(
      (each) => each.fault.when === when && each.remaining > 0 && fits(each.match, request),
    );
    if (rule === undefined) return true;
    rule.remaining -= 1;
    return suffer(rule.fault, response);
  }
}

function fits(match: Match, request: PeerRequest): boolean {
  return typeof match === 'function' ? match(request) : match.test(`${request.method} ${request.path}`);
}

async function suffer(fault: Fault, response: ServerResponse): Promise<boolean> {
  switch (fault.what) {
    case 'hang':
      return false;
    case 'cut':
      response.destroy();
      return false;
    case 'garbage':
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"half":');
      return false;
    case 'unavailable':
      send(response, { status: 503, body: errorBody('SERVICE_OVERLOADED', 'Too much to do.') });
      return false;
    case 'answer':
      send(response, fault.answer);
      return false;
    case 'slow':
      await new Promise((resolve) => setTimeout(resolve, fault.ms));
      return true;
  }
}

export function errorBody(code: string, message: string, context: Record<string, unknown> = {}): unknown {
  return { error_code: code, message, context, service_name: 'fake' };
}

function send(response: ServerResponse, { status, body }: PeerAnswer): void {
  if (!response.destroyed)
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function read(incoming: IncomingMessage): Promise<PeerRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return {
    method: incoming.method ?? '',
    path: (incoming.url ?? '').replace('/api/v1', ''),
    headers: incoming.headers,
    body: text === '' ? undefined : JSON.parse(text),
  };
}
