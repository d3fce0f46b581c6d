import type { AppError } from './app-error.js';
import { isPublicName } from './body/public-cause.js';
import type { Dependency } from './catalogue/dependency-codes.js';
import {
  ExternalServiceBadAnswerError,
  ExternalServiceTimeoutError,
  ExternalServiceUnavailableError,
  type Executed,
  type ExternalServiceErrorOptions,
} from './classes/technical-errors.js';

/** How a call to another program failed, told without the words of any HTTP client. */
export type CallFailure =
  | { type: 'answer'; status: number; body: unknown; retryAfterSeconds?: number; executed?: Executed }
  | {
      type: 'no_answer';
      reason: 'refused' | 'unreachable' | 'reset' | 'timeout' | 'aborted';
      executed: Executed;
    }
  | { type: 'invalid_answer'; detail: string; executed?: Executed }
  | {
      type: 'rejected';
      by: 'circuit' | 'bulkhead' | 'budget' | 'deadline';
      executed: Executed;
      retryAfterSeconds?: number;
    };

/** What another service said of its own error, in the words of the error contract. */
export interface ForeignError {
  readonly service: string;
  readonly errorCode: string | undefined;
  readonly status: number;
  readonly message: string | undefined;
  readonly context: Readonly<Record<string, unknown>>;
}

export interface JudgeOptions {
  /** The foreign codes that mean something in our own business, and the error of ours that each becomes. */
  readonly business?: Readonly<Record<string, (foreign: ForeignError) => AppError>>;
  /** The error that the client library threw; kept as cause for the log. */
  readonly cause?: unknown;
}

/**
 * The decision tree of chapter 4.3 for a failed call: a refusal that our business knows becomes our
 * business error; anything else is a technical error of ours that says what the other service said,
 * and whether it may have acted (`executed`).
 */
export function judgeFailure(
  dependency: Dependency,
  failure: CallFailure,
  options: JudgeOptions = {},
): AppError {
  switch (failure.type) {
    case 'answer':
      return judgeAnswer(dependency, failure, options);
    case 'invalid_answer':
      return new ExternalServiceBadAnswerError(dependency, `${dependency.name} answered ${failure.detail}.`, {
        ...detailsOf(dependency, options),
        executed: failure.executed ?? 'unknown',
      });
    case 'no_answer':
      return judgeSilence(dependency, failure, options);
    case 'rejected':
      return judgeRejection(dependency, failure, options);
  }
}

type Answer = Extract<CallFailure, { type: 'answer' }>;

function judgeAnswer(dependency: Dependency, answer: Answer, options: JudgeOptions): AppError {
  const foreign = foreignErrorOf(dependency, answer);
  const known = isRefusal(answer) ? ownErrorFor(foreign, options) : undefined;
  if (known !== undefined) return known(foreign);
  const details: ExternalServiceErrorOptions = {
    ...detailsOf(dependency, options, foreign),
    executed: executedBy(answer, foreign),
    ...(answer.retryAfterSeconds !== undefined && { retryAfterSeconds: answer.retryAfterSeconds }),
  };
  const message = `${dependency.name} answered ${answer.status}${foreign.errorCode === undefined ? '' : ` ${foreign.errorCode}`}.`;
  if (answer.status === 503 || answer.status === 429)
    return new ExternalServiceUnavailableError(dependency, message, details);
  if (answer.status === 504 || answer.status === 408)
    return new ExternalServiceTimeoutError(dependency, message, details);
  return new ExternalServiceBadAnswerError(dependency, message, details);
}

function isRefusal({ status }: Answer): boolean {
  return status >= 400 && status < 500;
}

function ownErrorFor({ errorCode }: ForeignError, { business = {} }: JudgeOptions) {
  return errorCode !== undefined && Object.hasOwn(business, errorCode) ? business[errorCode] : undefined;
}

/** A refusal did nothing; of a server's failure only an explicit word counts. */
function executedBy(answer: Answer, foreign: ForeignError): Executed {
  if (answer.executed !== undefined) return answer.executed;
  if (foreign.context['executed'] === 'no') return 'no';
  return isRefusal(answer) && answer.status !== 408 ? 'no' : 'unknown';
}

function judgeSilence(
  dependency: Dependency,
  { reason, executed }: Extract<CallFailure, { type: 'no_answer' }>,
  options: JudgeOptions,
): AppError {
  const details = { ...detailsOf(dependency, options), executed };
  if (reason === 'timeout')
    return new ExternalServiceTimeoutError(dependency, `${dependency.name} did not answer in time.`, details);
  return new ExternalServiceUnavailableError(
    dependency,
    `${dependency.name} gave no answer: ${reason}.`,
    details,
  );
}

const REJECTIONS = {
  circuit: 'its circuit breaker is open',
  bulkhead: 'all slots for it are taken',
  budget: 'its retry budget is spent',
  deadline: 'the time for it is over',
} as const;

function judgeRejection(
  dependency: Dependency,
  { by, executed, retryAfterSeconds }: Extract<CallFailure, { type: 'rejected' }>,
  options: JudgeOptions,
): AppError {
  const details = {
    ...detailsOf(dependency, options),
    executed,
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  };
  const message = `${dependency.name} was not asked: ${REJECTIONS[by]}.`;
  return by === 'deadline'
    ? new ExternalServiceTimeoutError(dependency, message, details)
    : new ExternalServiceUnavailableError(dependency, message, details);
}

function detailsOf(dependency: Dependency, options: JudgeOptions, foreign?: ForeignError) {
  return {
    context: {
      cause: {
        service: foreign?.service ?? dependency.name,
        ...(foreign?.errorCode !== undefined && { error_code: foreign.errorCode }),
      },
    },
    ...(options.cause !== undefined && { cause: options.cause }),
  };
}

function foreignErrorOf(dependency: Dependency, { status, body }: Answer): ForeignError {
  const fields = isRecord(body) ? body : {};
  return {
    service: nameOf(fields['service_name']) ?? dependency.name,
    errorCode: nameOf(fields['error_code']),
    status,
    message: textOf(fields['message']),
    context: isRecord(fields['context']) ? fields['context'] : {},
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function nameOf(value: unknown): string | undefined {
  return isPublicName(value) ? value : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, 200) : undefined;
}
