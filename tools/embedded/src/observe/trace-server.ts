import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { answerExport, exportedSpans, readExport } from '@baluarte/testing';
import type { TraceStore } from './trace-store.js';
import { traceText } from './trace-text.js';

const HELP = 'GET /traces/<trace_id> shows a trace, with ?queries the statements of the databases too.\n';

/** Where a server listens; port 0 is any. */
export interface TraceServerAddress {
  readonly host: string;
  readonly port: number;
}

/** Takes traces as OTLP over HTTP and shows each as text; what it gets of logs and metrics it forgets. */
export class TraceServer {
  private readonly server = createServer((request, response) => void this.answer(request, response));

  private constructor(
    private readonly store: TraceStore,
    private readonly report: (text: string) => void,
  ) {}

  /**
   * @param report is told of what could not be read
   * @returns when it listens
   */
  static async start(
    store: TraceStore,
    { host, port }: TraceServerAddress,
    report: (text: string) => void,
  ): Promise<TraceServer> {
    const traces = new TraceServer(store, report);
    traces.server.listen(port, host);
    await once(traces.server, 'listening');
    return traces;
  }

  get url(): string {
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('The server does not listen.');
    return `http://${address.address}:${address.port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path = '', query = ''] = (request.url ?? '').split('?', 2);
    if (request.method === 'POST') return this.take(path, request, response);
    const traceId = /^\/traces\/(?<id>[^/]+)$/.exec(path)?.groups?.['id'];
    if (traceId !== undefined) return this.show(traceId, new URLSearchParams(query).has('queries'), response);
    text(response, path === '/' ? 200 : 404, HELP);
  }

  private async take(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const sent = await readExport(request);
      if (path === '/v1/traces') this.store.add(exportedSpans(sent));
      answerExport(response, sent.isJson, /^\/v1\/(?:traces|logs|metrics)$/.test(path) ? 200 : 404);
    } catch (error) {
      this.report(`error: an export to ${path} could not be read: ${String(error)}`);
      text(response, 400, 'This is no OTLP export.\n');
    }
  }

  private show(asked: string, withQueries: boolean, response: ServerResponse): void {
    const traceId = asked.toLowerCase();
    if (!/^[0-9a-f]{32}$/.test(traceId)) {
      text(
        response,
        404,
        'A trace id is 32 hexadecimal digits: take the trace_id of an answer or of a log line.\n',
      );
      return;
    }
    const spans = this.store.trace(traceId);
    if (spans.length === 0) {
      const kept = `only the last ${this.store.maxSpans} spans are kept`;
      const advice = `traces arrive a second after the answer, so ask again; ${kept}`;
      text(response, 404, `There is no trace ${traceId} here: ${advice}.\n`);
      return;
    }
    try {
      text(response, 200, traceText(spans, withQueries));
    } catch (error) {
      this.report(`error: trace ${traceId} cannot be shown: ${String(error)}`);
      text(response, 500, `Trace ${traceId} cannot be shown.\n`);
    }
  }
}

function text(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(body);
}
