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
  'ERR_BAD_REQUEST',
  'ERR_BAD_OPTION',
  'ERR_BAD_OPTION_VALUE',
  'ERR_NOT_SUPPORT',
  'ERR_INVALID_URL',
  'ERR_FR_MAX_BODY_LENGTH_EXCEEDED',
]);

/** What axios' http adapter says, and has no code for. */
const CUT_OFF = 'stream has been aborted';
const TOO_LONG = 'maxContentLength';

interface Failure {
  readonly name?: string;
  readonly code?: string;
  readonly message?: string;
  readonly response?: unknown;
}

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
    const { name, code = '', message = '', response } = error as Failure;
    // By its name, which it keeps when axios makes an error of its own out of it.
    if (response === undefined && (OURS.has(code) || name === 'TypeError'))
      return { outcome: 'neutral', retry: 'never', reason: 'not_sent', executed: 'no' };
    const failure = describeCallFailure(error);
    const { executed = 'unknown' } = failure;
    if (failure.type === 'no_answer' && failure.reason === 'aborted')
      return { outcome: 'neutral', retry: 'never', reason: 'aborted', executed };
    const reason = failure.type === 'no_answer' ? failure.reason : 'bad_answer';
    // A whole answer that makes no sense, or is too long, will be the same the next time.
    const isCutOff = code === 'ECONNRESET' || message === CUT_OFF;
    const isHopeless = message.startsWith(TOO_LONG) || (response !== undefined && !isCutOff);
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
