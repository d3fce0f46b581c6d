import { PassThrough, pipeline, Readable, Transform } from 'node:stream';
import { types } from 'node:util';
import { AxiosError, type AxiosHeaders, type InternalAxiosRequestConfig } from 'axios';
import { multipartForm } from './multipart-form.js';

export type RequestBody = Buffer | Readable | null;

/** What the npm package form-data makes. */
interface FormDataStream {
  getHeaders(): Record<string, string>;
  getLength(callback: (error: Error | null, length: number) => void): void;
}

type Config = InternalAxiosRequestConfig;

/**
 * The body as bytes or as a stream; sets the headers that describe it.
 *
 * @throws AxiosError ERR_BAD_REQUEST for a body of an unknown kind, or above `maxBodyLength`
 */
export function requestBody(config: Config, headers: AxiosHeaders): RequestBody | Promise<RequestBody> {
  const data: unknown = config.data;
  if (data === undefined || data === null || data === '') return null;
  if (typeof data === 'string') return sized(Buffer.from(data), config, headers);
  if (Buffer.isBuffer(data)) return sized(data, config, headers);
  if (types.isAnyArrayBuffer(data)) return sized(Buffer.from(new Uint8Array(data)), config, headers);
  if (data instanceof FormData) return limited(fromForm(data, headers), config);
  if (data instanceof Blob) return limited(fromBlob(data, headers), config);
  if (isStream(data)) {
    return isFormDataStream(data)
      ? fromFormDataStream(data, config, headers).then((stream) => limited(stream, config))
      : limited(readable(data), config);
  }
  if (!data) return null;
  throw new AxiosError(
    'Data after transformation must be a string, an ArrayBuffer, a Buffer, or a Stream',
    AxiosError.ERR_BAD_REQUEST,
    config,
  );
}

function sized(bytes: Buffer, config: Config, headers: AxiosHeaders): Buffer {
  headers.set('Content-Length', String(bytes.length), false);
  const { maxBodyLength = -1 } = config;
  if (maxBodyLength > -1 && bytes.length > maxBodyLength) throw tooLarge(config);
  return bytes;
}

function tooLarge(config: Config): AxiosError {
  return new AxiosError('Request body larger than maxBodyLength limit', AxiosError.ERR_BAD_REQUEST, config);
}

function fromForm(form: FormData, headers: AxiosHeaders): Readable {
  const given = /boundary=([-_\w\d]{10,70})/i.exec(String(headers.get('Content-Type') ?? ''))?.[1];
  const { contentType, contentLength, stream } = multipartForm(form, given);
  headers.set({ 'Content-Type': contentType, 'Content-Length': String(contentLength) });
  return stream;
}

function fromBlob(blob: Blob, headers: AxiosHeaders): Readable {
  if (blob.size > 0) headers.set('Content-Type', blob.type || 'application/octet-stream');
  headers.set('Content-Length', String(blob.size));
  return Readable.from(blob.stream(), { objectMode: false });
}

async function fromFormDataStream(
  form: FormDataStream & NodeJS.ReadableStream,
  config: Config,
  headers: AxiosHeaders,
): Promise<Readable> {
  const onlyContent = (config as { formDataHeaderPolicy?: string }).formDataHeaderPolicy === 'content-only';
  for (const [name, value] of Object.entries(form.getHeaders())) {
    if (!onlyContent || /^content-(type|length)$/i.test(name)) headers.set(name, value);
  }
  if (!headers.has('Content-Length')) {
    const length = await new Promise<number | undefined>((resolve) =>
      form.getLength((error, known) => resolve(error ? undefined : known)),
    );
    if (length !== undefined && Number.isFinite(length)) headers.set('Content-Length', String(length));
  }
  return readable(form);
}

/** Streams of the old kind, which form-data still is, have no state that undici could read. */
function readable(stream: NodeJS.ReadableStream): Readable {
  if (stream instanceof Readable) return stream;
  const through = new PassThrough();
  stream.once('error', (error) => through.destroy(error));
  stream.pipe(through);
  return through;
}

function limited(stream: Readable, config: Config): Readable {
  const { maxBodyLength = -1 } = config;
  if (maxBodyLength < 0) return stream;
  let bytes = 0;
  const limit = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > maxBodyLength) done(tooLarge(config));
      else done(null, chunk);
    },
  });
  return pipeline(stream, limit, () => undefined);
}

function isStream(data: unknown): data is NodeJS.ReadableStream {
  return typeof data === 'object' && data !== null && 'pipe' in data && typeof data.pipe === 'function';
}

function isFormDataStream(data: object): data is FormDataStream & NodeJS.ReadableStream {
  return 'getHeaders' in data && typeof data.getHeaders === 'function' && 'getLength' in data;
}
