import {
  AxiosError,
  CanceledError,
  isAxiosError,
  type AxiosResponse,
  type InternalAxiosRequestConfig,
} from 'axios';

/** undici's codes in the words that users of axios know; the original stays in `cause`. */
const CODES: Readonly<Record<string, string>> = {
  UND_ERR_CONNECT_TIMEOUT: 'ETIMEDOUT',
  UND_ERR_SOCKET: 'ECONNRESET',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'ECONNRESET',
  UND_ERR_HEADERS_OVERFLOW: AxiosError.ERR_BAD_RESPONSE,
  UND_ERR_REQ_CONTENT_LENGTH_MISMATCH: AxiosError.ERR_BAD_REQUEST,
  UND_ERR_INVALID_ARG: AxiosError.ERR_BAD_OPTION_VALUE,
  UND_ERR_NOT_SUPPORTED: AxiosError.ERR_NOT_SUPPORT,
};
const SILENCE = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);
const CLOSED = new Set(['UND_ERR_DESTROYED', 'UND_ERR_CLOSED']);
const AFTER_CLOSE = 'The transport was closed: make no calls after close() or destroy().';

/** The call that an error is about. */
export interface FailedCall {
  readonly config: InternalAxiosRequestConfig;
  readonly request?: unknown;
  /** As far as it was received. */
  readonly response?: AxiosResponse;
}

/** An error of undici or of a stream as the AxiosError that users of axios expect. */
export function toAxiosError(cause: unknown, { config, request, response }: FailedCall): AxiosError {
  if (isAxiosError(cause)) return cause;
  const error = withoutPayload(isError(cause) ? cause : new Error(String(cause)));
  const code = codeOf(error);
  if (code === 'UND_ERR_ABORTED')
    return caused('Request stream has been aborted', error, { config, request });
  if (CLOSED.has(code)) return caused(AFTER_CLOSE, error, { config, request });
  if (SILENCE.has(code)) {
    return AxiosError.from(error, silenceCode(config), config, request);
  }
  return AxiosError.from(error, CODES[code] ?? code, config, request, response);
}

/** The error of a call that took longer than `config.timeout`. */
export function timeoutError({ config, request }: FailedCall): AxiosError {
  const { timeout, timeoutErrorMessage } = config;
  const message = timeoutErrorMessage || `timeout of ${timeout}ms exceeded`;
  return new AxiosError(message, silenceCode(config), config, request);
}

/** @param reason what a cancel token was cancelled with; an abort signal's event says nothing */
export function canceledError(reason: unknown, { config, request }: FailedCall): AxiosError {
  if (isAxiosError(reason)) return reason;
  return new CanceledError(undefined, config, request);
}

/** As axios' settle: whether a status is an error is for the config to say. */
export function statusError(response: AxiosResponse): AxiosError {
  const { status, config, request } = response;
  const isOurs = status >= 400 && status < 500;
  return new AxiosError(
    `Request failed with status code ${status}`,
    isOurs ? AxiosError.ERR_BAD_REQUEST : AxiosError.ERR_BAD_RESPONSE,
    config as InternalAxiosRequestConfig,
    request,
    response,
  );
}

function caused(message: string, cause: Error, { config, request }: FailedCall): AxiosError {
  const error = new CanceledError(message, config, request);
  return Object.defineProperty(error, 'cause', { value: cause, enumerable: false, configurable: true });
}

function silenceCode({ transitional }: InternalAxiosRequestConfig): string {
  return transitional?.clarifyTimeoutError === true ? AxiosError.ETIMEDOUT : AxiosError.ECONNABORTED;
}

/** A parser's error has the code of llhttp, or none, and means an answer that is not HTTP. */
function codeOf(error: Error): string {
  if (error.name === 'HTTPParserError') return AxiosError.ERR_BAD_RESPONSE;
  return 'code' in error && error.code !== undefined ? String(error.code) : '';
}

/** A parser's error carries the bytes it stumbled over, which nobody should log. */
function withoutPayload(error: Error): Error {
  if (error.name === 'HTTPParserError' && 'data' in error) delete error.data;
  return error;
}

/** By its shape, because errors of Node are of another realm where code runs in a context of its own. */
function isError(cause: unknown): cause is Error {
  return typeof cause === 'object' && cause !== null && 'message' in cause && 'name' in cause;
}
