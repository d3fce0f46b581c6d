import type { AxiosResponse } from 'axios';
import type { Clock } from '../clock.js';
import { describeCallFailure } from '../describe-call-failure.js';
import { retryAfterMs } from '../retry/retry-after.js';
import { SUCCESS, type Classifier, type Verdict } from '../verdict.js';

/** Answers that may be other ones a moment later; what may be done twice is worth asking again. */
const PASSING = new Set([408, 425, 429, 502, 503, 504]);
const NOT_IMPLEMENTED = 501;
const FIRST_SERVER_ERROR = 500;
/** Codes of requests that were never fit to be sent: neither the dependency's fault nor better the next time. */
const OURS = new Set([
  'ERR_BAD_OPTION',
  'ERR_BAD_OPTION_VALUE',
  'ERR_NOT_SUPPORT',
  'ERR_INVALID_URL',
  'ERR_FR_MAX_BODY_LENGTH_EXCEEDED',
]);

/** Whether an answer with an error status certainly means that nothing was done. */
export type SaysNotExecuted = (response: AxiosResponse) => boolean;

/** The error contract of these services says so in `context.executed`. */
export const contractSaysNotExecuted: SaysNotExecuted = ({ data }) =>
  (data as { context?: { executed?: unknown } } | null | undefined)?.context?.executed === 'no';

/** Judges answers by their status, and what took the place of an answer by its code. */
export class HttpClassifier implements Classifier<AxiosResponse> {
  constructor(
    private readonly clock: Clock,
    private readonly saysNotExecuted: SaysNotExecuted,
  ) {}

  value(response: AxiosResponse): Verdict {
    const { status } = response;
    if (status < 400) return SUCCESS;
    const waitMs = retryAfterMs(response.headers['retry-after'], this.clock.wallTime?.());
    const isRefusal = status < FIRST_SERVER_ERROR && status !== 408;
    return {
      outcome: status >= FIRST_SERVER_ERROR && status !== NOT_IMPLEMENTED ? 'failure' : 'success',
      retry: PASSING.has(status) ? 'safe_only' : 'never',
      reason: `status_${status}`,
      executed: isRefusal || this.saysNotExecuted(response) ? 'no' : 'unknown',
      ...(waitMs !== undefined && { retryAfterMs: waitMs }),
    };
  }

  error(error: unknown): Verdict {
    const { code, message = '' } = error as { readonly code?: string; readonly message?: string };
    if ((code !== undefined && OURS.has(code)) || error instanceof TypeError)
      return { outcome: 'neutral', retry: 'never', reason: 'not_sent', executed: 'no' };
    const failure = describeCallFailure(error);
    const { executed = 'unknown' } = failure;
    if (failure.type === 'no_answer' && failure.reason === 'aborted')
      return { outcome: 'neutral', retry: 'never', reason: 'aborted', executed };
    const reason = failure.type === 'no_answer' ? failure.reason : 'bad_answer';
    // A whole answer that makes no sense, or is too long, will be the same the next time.
    const isWhole = (error as { readonly response?: unknown }).response !== undefined;
    const isTooLong = message.startsWith('maxContentLength');
    const isHopeless = isTooLong || (isWhole && code !== 'ECONNRESET');
    const retry = executed === 'no' ? 'any' : isHopeless ? 'never' : 'safe_only';
    return { outcome: 'failure', retry, reason, executed };
  }
}

/** For a body that can be read only once, as a stream: whatever happens, it is not sent again. */
export class OneShotClassifier implements Classifier<AxiosResponse> {
  constructor(private readonly inner: Classifier<AxiosResponse>) {}

  value(response: AxiosResponse): Verdict {
    return { ...this.inner.value(response), retry: 'never' };
  }

  error(error: unknown): Verdict {
    return { ...this.inner.error(error), retry: 'never' };
  }
}
