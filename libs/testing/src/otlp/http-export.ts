import type { IncomingMessage, ServerResponse } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { collectedSpans, type CollectedSpan } from './collected-span.js';
import { decodeTraceRequest, TRACE_RESPONSE, type TraceRequest } from './trace-service.js';

/** More than any exporter sends at once, as it is sent and unpacked. */
const MAX_BYTES = 16 * 1024 * 1024;

/** What an exporter posted over HTTP, unpacked: http/json or http/protobuf. */
export interface HttpExport {
  readonly isJson: boolean;
  readonly body: Buffer;
}

/** Reads a request of an OTLP exporter to its end. @throws RangeError when it is larger than 16 MiB, packed or not */
export async function readExport(request: IncomingMessage): Promise<HttpExport> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > MAX_BYTES) throw new RangeError(`The export is larger than ${MAX_BYTES} bytes.`);
    chunks.push(chunk as Buffer);
  }
  const packed = Buffer.concat(chunks);
  return {
    isJson: request.headers['content-type']?.includes('json') ?? false,
    body:
      request.headers['content-encoding'] === 'gzip'
        ? gunzipSync(packed, { maxOutputLength: MAX_BYTES })
        : packed,
  };
}

/** The spans of what came to `/v1/traces`. @throws Error when the body is no export of traces */
export function exportedSpans({ isJson, body }: HttpExport): CollectedSpan[] {
  return collectedSpans(isJson ? (JSON.parse(body.toString()) as TraceRequest) : decodeTraceRequest(body));
}

/** Answers an exporter in the format it spoke: all taken, or an error status. */
export function answerExport(response: ServerResponse, isJson: boolean, status = 200): void {
  response.writeHead(status, { 'content-type': isJson ? 'application/json' : 'application/x-protobuf' });
  response.end(isJson ? '{}' : TRACE_RESPONSE);
}
