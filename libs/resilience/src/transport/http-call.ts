import { finished, type Readable } from 'node:stream';
import { AxiosError, type AxiosResponse, type InternalAxiosRequestConfig } from 'axios';
import type { Dispatcher } from 'undici';
import { Interruption } from './interruption.js';
import type { RequestBody } from './request-body.js';
import { BodyStream, decodedStream, decodedText, decoderOf, type BodyLimit } from './response-body.js';
import { responseHeaders } from './response-headers.js';
import { statusError, toAxiosError } from './transport-errors.js';

type Controller = Dispatcher.DispatchController;
type Resolve = (response: AxiosResponse) => void;

/** What `response.request` and `error.request` tell: the request without headers and body. */
export interface SentRequest {
  readonly method: string;
  readonly origin: string;
  readonly path: string;
}

/** One request from its dispatch to its answer; the callbacks are those that undici calls. */
export class HttpCall implements Dispatcher.DispatchHandler {
  readonly #chunks: Buffer[] = [];
  #bytes = 0;
  #upload: Readable | undefined;
  #controller: Controller | undefined;
  #interruption: Interruption | undefined;
  #response: AxiosResponse | undefined;
  /** Undefined for a body that is only collected as it is, which costs least. */
  #body: BodyStream | undefined;
  /** The decoded body. */
  #stream: Readable | undefined;
  #stoppedBy: AxiosError | undefined;
  #settled = false;

  constructor(
    readonly config: InternalAxiosRequestConfig,
    readonly request: SentRequest,
    private readonly resolve: Resolve,
    private readonly reject: (error: unknown) => void,
  ) {}

  /** From now on the call ends when it is cancelled or takes too long. */
  watch(): void {
    this.#interruption = Interruption.watch(this, (error) => this.stop(error));
    if (this.#settled) this.#interruption?.release();
  }

  /** Gives the request to a pool, unless the call has ended meanwhile. */
  send(pool: Dispatcher, headers: string[], body: RequestBody): void {
    if (body !== null && !Buffer.isBuffer(body)) this.#upload = body;
    if (this.#settled) return void this.#upload?.destroy();
    const { method, path } = this.request;
    pool.dispatch({ method, path, headers, body }, this);
  }

  /** Ends the call, and the connection that it uses: a request that is not on the wire yet never gets there. */
  stop(error: AxiosError): void {
    this.#stoppedBy = error;
    this.#fail(error);
    if (this.#stream) this.#stream.destroy(error);
    else if (this.#controller) this.#controller.abort(error);
    else this.#upload?.destroy();
  }

  /** Throws for a call that was stopped while it waited, because aborting would cost the connection whose turn it is. */
  onRequestStart(controller: Controller): void {
    if (this.#stoppedBy) throw this.#stoppedBy;
    this.#controller = controller;
  }

  onResponseStart(
    controller: Controller,
    status: number,
    rawHeaders: Record<string, string | string[] | undefined>,
    statusText = '',
  ): void {
    if (status < 200 || this.#stoppedBy) return;
    const { config, request } = this;
    const headers = responseHeaders(rawHeaders);
    this.#response = { data: undefined, status, statusText, headers, config, request };
    const isStream = config.responseType === 'stream';
    let decoder;
    if (config.decompress !== false && rawHeaders['content-encoding'] !== undefined) {
      const isEmpty = request.method === 'HEAD' || status === 204;
      decoder = isEmpty ? undefined : decoderOf(rawHeaders['content-encoding']);
      if (decoder || isEmpty) headers.delete('content-encoding');
    }
    if (!isStream && !decoder) return;
    this.#body = new BodyStream(controller);
    this.#stream = decodedStream(this.#body, decoder, this.#limit());
    if (isStream) this.#handOver(this.#stream);
    else this.#collect(this.#stream);
  }

  onResponseData(controller: Controller, chunk: Buffer): void {
    if (this.#body) return this.#body.receive(chunk);
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    const limit = this.#limit();
    if (!limit || this.#bytes <= limit.maxBytes) return;
    const error = limit.tooLarge();
    this.#fail(error);
    controller.abort(error);
  }

  onResponseEnd(): void {
    if (this.#body) this.#body.complete();
    else this.#complete();
  }

  onResponseError(_controller: Controller, cause: Error): void {
    const error = toAxiosError(cause, this);
    if (this.#body) this.#body.fail(error);
    else this.#fail(error);
  }

  /** As far as it is known, for the errors that tell it. */
  get response(): AxiosResponse | undefined {
    return this.#response;
  }

  #collect(stream: Readable): void {
    stream.on('data', (chunk: Buffer) => this.#chunks.push(chunk));
    stream.once('error', (error) => this.#fail(toAxiosError(error, this)));
    stream.once('end', () => this.#complete());
  }

  /** The caller reads the body; until its end the call can still be cancelled. */
  #handOver(stream: Readable): void {
    this.#interruption?.releaseTimeout();
    finished(stream, () => this.#interruption?.release());
    this.#settle(stream);
  }

  #complete(): void {
    const { responseType, responseEncoding } = this.config;
    const [first] = this.#chunks;
    const bytes = first && this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks);
    this.#interruption?.release();
    try {
      this.#settle(responseType === 'arraybuffer' ? bytes : decodedText(bytes, responseEncoding));
    } catch (error) {
      this.#fail(toAxiosError(error, this));
    }
  }

  #settle(data: unknown): void {
    const response = this.#response;
    if (this.#settled || !response) return;
    response.data = data;
    const { validateStatus } = this.config;
    const isFine = !validateStatus || validateStatus(response.status);
    this.#settled = true;
    if (isFine) this.resolve(response);
    else this.reject(statusError(response));
  }

  #fail(error: AxiosError): void {
    if (this.#settled) return;
    this.#settled = true;
    this.#interruption?.release();
    this.reject(error);
  }

  #limit(): BodyLimit | undefined {
    const maxBytes = this.config.maxContentLength ?? -1;
    if (maxBytes < 0) return undefined;
    const message = `maxContentLength size of ${maxBytes} exceeded`;
    const tooLarge = () => new AxiosError(message, AxiosError.ERR_BAD_RESPONSE, this.config, this.request);
    return { maxBytes, tooLarge };
  }
}
