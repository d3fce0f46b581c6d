import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { collectedLogs, type CollectedLog, type LogsRequest } from './collected-log.js';
import { collectedSpans, type CollectedSpan } from './collected-span.js';
import { GrpcEndpoint } from './grpc-endpoint.js';
import { answerExport, exportedSpans, readExport } from './http-export.js';
import { decodeTraceRequest } from './trace-service.js';

/** What the collector does with what it is sent. */
export type CollectorMood = 'taking' | 'refusing' | 'hanging';

/**
 * An OpenTelemetry collector for tests: takes traces by http/protobuf, http/json and grpc, on free
 * loopback ports, as the real exporters send them, and keeps every span. It can be told to refuse
 * what it gets (503) or to never answer.
 */
export class OtlpCollector {
  readonly spans: CollectedSpan[] = [];
  /** What came to `/v1/logs` as http/json. */
  readonly logs: CollectedLog[] = [];
  /** How many requests it got, whatever became of them. */
  requests = 0;
  mood: CollectorMood = 'taking';

  private constructor(
    private readonly server: Server,
    private readonly grpc: GrpcEndpoint,
  ) {
    server.on('request', (request, response) => void this.answer(request, response));
  }

  static async start(): Promise<OtlpCollector> {
    const server = createServer();
    const collector = new OtlpCollector(
      server,
      await GrpcEndpoint.start((bytes) => collector.take(collectedSpans(decodeTraceRequest(bytes)))),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return collector;
  }

  /** `OTEL_EXPORTER_OTLP_ENDPOINT` for http/protobuf and http/json. */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** `OTEL_EXPORTER_OTLP_ENDPOINT` for grpc. */
  get grpcUrl(): string {
    return `http://127.0.0.1:${this.grpc.port}`;
  }

  /** The spans of one trace. */
  trace(traceId: string): CollectedSpan[] {
    return this.spans.filter((span) => span.traceId === traceId);
  }

  async stop(): Promise<void> {
    this.grpc.stop();
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const sent = await readExport(request);
    if (this.mood === 'hanging') {
      this.requests += 1;
      return;
    }
    if (request.url === '/v1/logs') {
      if (sent.isJson) this.logs.push(...collectedLogs(JSON.parse(sent.body.toString()) as LogsRequest));
      answerExport(response, true);
      return;
    }
    answerExport(response, sent.isJson, this.take(exportedSpans(sent)) ? 200 : 503);
  }

  private take(spans: readonly CollectedSpan[]): boolean {
    this.requests += 1;
    if (this.mood !== 'taking') return false;
    this.spans.push(...spans);
    return true;
  }
}
