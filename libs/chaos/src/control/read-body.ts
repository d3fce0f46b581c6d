import type { IncomingMessage } from 'node:http';
import { ApiError, badRequest } from './api-error.js';

const LONGEST_BYTES = 1_048_576;

/** Gives what was sent. @throws ApiError when it is no JSON */
export type ReadJson = () => unknown;

/** @throws ApiError when it is longer than 1 MiB */
export async function readBody(request: IncomingMessage): Promise<ReadJson> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // The connection has to stay for the answer that it is too long.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    bytes += (chunk as Buffer).length;
    if (bytes > LONGEST_BYTES) throw new ApiError(413, `request body is longer than ${LONGEST_BYTES} bytes`);
    chunks.push(chunk as Buffer);
  }
  return () => parse(Buffer.concat(chunks).toString('utf8'));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badRequest(error instanceof Error ? error.message : String(error));
  }
}
