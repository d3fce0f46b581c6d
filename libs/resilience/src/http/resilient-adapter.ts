import {
  AxiosError,
  isAxiosError,
  type AxiosAdapter,
  type AxiosResponse,
  type AxiosResponseHeaders,
  type AxiosResponseTransformer,
  type InternalAxiosRequestConfig,
} from 'axios';
import type { Attempt } from '../attempt.js';
import { TIMEOUT_HEADER } from '../deadline/timeout-header.js';
import type { Pipeline } from '../pipeline.js';
import type { Classifier } from '../verdict.js';
import { callerOf } from './cancel-token.js';
import { OneShotClassifier } from './http-classifier.js';
import { isOneShot, isRepeatable } from './request-config.js';
import { asAxiosError, settle } from './settle.js';

/**
 * An axios adapter that sends every request through a pipeline. It stands where axios hands a finished
 * request over, so interceptors run once for a call, however many attempts it takes, and a body that
 * cannot be read counts as a failed attempt.
 *
 * @param transport sends one attempt
 */
export function resilientAdapter(
  pipeline: Pipeline,
  transport: AxiosAdapter,
  classifier: Classifier<AxiosResponse>,
): AxiosAdapter {
  const oneShot = new OneShotClassifier(classifier);
  return async (config) => {
    const transforms = transformsOf(config);
    // From here on answers are transformed, attempt by attempt; axios would do it once more.
    delete config.transformResponse;
    const caller = callerOf(config);
    try {
      const response = await pipeline.execute((attempt) => send(transport, config, attempt, transforms), {
        operation: config.operation ?? (config.method ?? 'get').toUpperCase(),
        signal: caller.signal,
        timeoutMs: config.timeout || undefined,
        repeatable: isRepeatable(config),
        classifier: isOneShot(config) ? oneShot : classifier,
      });
      response.config = config;
      return settle(config, response);
    } catch (error) {
      throw asAxiosError(config, error);
    } finally {
      caller.forget();
    }
  };
}

async function send(
  transport: AxiosAdapter,
  config: InternalAxiosRequestConfig,
  attempt: Attempt,
  transforms: readonly AxiosResponseTransformer[],
): Promise<AxiosResponse> {
  config.headers.set(TIMEOUT_HEADER, String(Math.max(1, Math.floor(attempt.timeoutMs))));
  const response = await transport({
    ...config,
    signal: attempt.signal,
    timeout: 0,
    validateStatus: null,
    cancelToken: undefined,
  });
  return read(response, config, transforms);
}

const FIRST_ERROR_STATUS = 400;

/** An error answer that cannot be read, as the page of a gateway, is judged by its status and keeps its data. */
function read(
  response: AxiosResponse,
  config: InternalAxiosRequestConfig,
  transforms: readonly AxiosResponseTransformer[],
): AxiosResponse {
  try {
    for (const transform of transforms) response.data = transformed(transform, config, response);
  } catch (error) {
    if (response.status < FIRST_ERROR_STATUS) throw unreadable(error, config, response);
  }
  return response;
}

/** Carries the answer, so that nobody takes the request for one that was never sent. */
function unreadable(error: unknown, config: InternalAxiosRequestConfig, response: AxiosResponse): AxiosError {
  if (isAxiosError(error)) return error;
  const cause = error instanceof Error ? error : new Error(String(error));
  return AxiosError.from(cause, AxiosError.ERR_BAD_RESPONSE, config, response.request, response);
}

/** The transformation of axios looks for the answer beside the request, to put it into its error. */
function transformed(
  transform: AxiosResponseTransformer,
  config: InternalAxiosRequestConfig & { response?: AxiosResponse },
  response: AxiosResponse,
): unknown {
  config.response = response;
  try {
    return transform.call(config, response.data, response.headers as AxiosResponseHeaders, response.status);
  } finally {
    delete config.response;
  }
}

function transformsOf({
  transformResponse,
}: InternalAxiosRequestConfig): readonly AxiosResponseTransformer[] {
  if (transformResponse === undefined) return [];
  return Array.isArray(transformResponse) ? transformResponse : [transformResponse];
}
