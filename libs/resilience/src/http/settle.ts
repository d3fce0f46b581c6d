import { AxiosError, CanceledError, type AxiosResponse, type InternalAxiosRequestConfig } from 'axios';
import { AttemptTimeoutError, CallAbortedError, executedOf, rememberExecuted } from '../call-errors.js';

/**
 * The answer, if the request says that its status is fine.
 *
 * @throws AxiosError with the code and message of axios otherwise
 */
export function settle(config: InternalAxiosRequestConfig, response: AxiosResponse): AxiosResponse {
  const { status } = response;
  const { validateStatus } = config;
  if (!validateStatus || validateStatus(status)) return response;
  const code = status < 500 ? AxiosError.ERR_BAD_REQUEST : AxiosError.ERR_BAD_RESPONSE;
  const message = `Request failed with status code ${status}`;
  throw inheriting(response, new AxiosError(message, code, config, response.request, response));
}

/** What a pipeline throws, as people who use axios know it; rejections stay what they are. */
export function asAxiosError(config: InternalAxiosRequestConfig, error: unknown): unknown {
  if (error instanceof AttemptTimeoutError)
    return inheriting(error, AxiosError.from(error, AxiosError.ETIMEDOUT, config));
  if (error instanceof CallAbortedError)
    return inheriting(error, new CanceledError<unknown>(undefined, config));
  return error;
}

function inheriting<Failure extends Error>(from: object, error: Failure): Failure {
  const executed = executedOf(from);
  if (executed !== undefined) rememberExecuted(error, executed);
  return error;
}
