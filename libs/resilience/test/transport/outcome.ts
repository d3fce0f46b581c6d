import type { Readable } from 'node:stream';
import { inspect } from 'node:util';
import axios, {
  type AxiosError,
  type AxiosInstance,
  type AxiosRequestConfig,
  type AxiosResponse,
} from 'axios';

/** What a caller sees of a call. */
export interface Outcome {
  readonly status?: number | undefined;
  readonly statusText?: string;
  readonly data?: unknown;
  readonly headers?: Record<string, unknown>;
  readonly error?: {
    readonly name: string;
    readonly code: string | undefined;
    readonly message: string;
    readonly isAxiosError: boolean;
  };
}

/** Makes a call and tells how it ended; a body that comes as a stream is read to its end or its error. */
export async function outcomeOf(client: AxiosInstance, config: AxiosRequestConfig): Promise<Outcome> {
  try {
    const response = await client.request<unknown>(config);
    try {
      return await seen(response);
    } catch (error) {
      return { status: response.status, ...failure(error) };
    }
  } catch (error) {
    const response = axios.isAxiosError(error) ? error.response : undefined;
    return { ...(response && (await seen(response))), ...failure(error) };
  }
}

async function seen({ status, statusText, headers, data }: AxiosResponse<unknown>): Promise<Outcome> {
  const plain = Object.fromEntries(Object.entries({ ...headers }).filter(([name]) => !VARYING.has(name)));
  return { status, statusText, headers: plain, data: isStream(data) ? { streamed: await read(data) } : data };
}

const VARYING = new Set(['date', 'connection', 'keep-alive']);

function failure(error: unknown): Pick<Outcome, 'error'> {
  const { name, message, code } = error as Error & { code?: string };
  return { error: { name, code, message, isAxiosError: axios.isAxiosError(error) } };
}

function isStream(data: unknown): data is Readable {
  return typeof data === 'object' && data !== null && 'pipe' in data;
}

async function read(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString();
}

/** The AxiosError with which a call ends; throws when it ends otherwise. */
export async function rejection(call: Promise<unknown>): Promise<AxiosError> {
  const error: unknown = await call.then(
    () => 'an answer',
    (reason: unknown) => reason,
  );
  if (!axios.isAxiosError(error)) throw new Error(`No AxiosError: ${inspect(error)}`);
  return error;
}
