import { pipeline, Readable, Transform, type TransformCallback } from 'node:stream';
import { constants, createBrotliDecompress, createUnzip, createZstdDecompress } from 'node:zlib';
import type { AxiosError } from 'axios';
import type { Dispatcher } from 'undici';

const ZLIB = { flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH };
const BROTLI = {
  flush: constants.BROTLI_OPERATION_FLUSH,
  finishFlush: constants.BROTLI_OPERATION_FLUSH,
};
const ZSTD = { flush: constants.ZSTD_e_flush, finishFlush: constants.ZSTD_e_flush };
const BYTE_ORDER_MARK = 0xfeff;

type Decoder = () => Transform[];

const unzip: Decoder = () => [createUnzip(ZLIB)];

/** The encodings that axios' http adapter reads. */
const DECODERS: ReadonlyMap<string, Decoder> = new Map([
  ['gzip', unzip],
  ['x-gzip', unzip],
  ['compress', unzip],
  ['x-compress', unzip],
  ['deflate', () => [new DeflateHeader(), createUnzip(ZLIB)]],
  ['br', () => [createBrotliDecompress(BROTLI)]],
  ['zstd', () => [createZstdDecompress(ZSTD)]],
]);

/** How to read a content encoding, or undefined for bytes that are taken as they are. */
export function decoderOf(encoding: unknown): Decoder | undefined {
  return typeof encoding === 'string' ? DECODERS.get(encoding.toLowerCase()) : undefined;
}

/** The bytes of an answer as they come from the socket, which waits when nobody reads them. */
export class BodyStream extends Readable {
  readonly #controller: Dispatcher.DispatchController;
  #complete = false;

  constructor(controller: Dispatcher.DispatchController) {
    super();
    this.#controller = controller;
  }

  receive(chunk: Buffer): void {
    if (!this.push(chunk)) this.#controller.pause();
  }

  complete(): void {
    this.#complete = true;
    this.push(null);
  }

  /** Ends the stream although the body is not complete. */
  fail(error: Error): void {
    this.#complete = true;
    this.destroy(error);
  }

  override _read(): void {
    this.#controller.resume();
  }

  /** Whoever reads no further leaves the rest of the answer in the connection, so that it cannot be used again. */
  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    if (!this.#complete) this.#controller.abort(error ?? new Error('The answer was not read to its end.'));
    done(error);
  }
}

export interface BodyLimit {
  readonly maxBytes: number;
  readonly tooLarge: () => AxiosError;
}

/** The decoded body; `limit` counts decoded bytes. */
export function decodedStream(body: BodyStream, decoder?: Decoder, limit?: BodyLimit): Readable {
  const steps = [...(decoder?.() ?? []), ...(limit ? [limiter(limit)] : [])];
  if (steps.length === 0) return body;
  // Each error reaches the last stream, where it is handled.
  return pipeline([body, ...steps], () => undefined) as unknown as Readable;
}

/** The text of a body, without a byte order mark; an encoding other than UTF-8 keeps everything. */
export function decodedText(bytes: Buffer, encoding?: string): string {
  const text = bytes.toString(encoding as BufferEncoding | undefined);
  const isUtf8 = !encoding || encoding === 'utf8';
  return isUtf8 && text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text;
}

function limiter({ maxBytes, tooLarge }: BodyLimit): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > maxBytes) done(tooLarge());
      else done(null, chunk);
    },
  });
}

/** Gives deflate without a header, which some servers send, the header that unzip needs. */
class DeflateHeader extends Transform {
  #begun = false;

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    if (!this.#begun && chunk.length > 0) {
      this.#begun = true;
      if (chunk[0] !== 0x78) this.push(Buffer.from([0x78, 0x9c]));
    }
    done(null, chunk);
  }
}
