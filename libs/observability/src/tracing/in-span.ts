import { context, trace, type Attributes, type Span } from '@opentelemetry/api';
import { markFailure } from './mark-failure.js';
import { startInnerSpan } from './start-span.js';

/**
 * Runs a step of work in a span below the current one, so that a trace shows how long it took and
 * how it ended. Without tracing it only runs the work.
 *
 * @param name what is done, in words that do not vary: `reserve stock`
 * @param attributes few, small and free of secrets
 * @param failureIn the error that a result tells of, for work that does not throw it
 */
export function inSpan<Result>(
  name: string,
  attributes: Attributes,
  work: () => Result,
  failureIn?: (result: Awaited<Result>) => unknown,
): Result {
  const span = startInnerSpan(name, { attributes });
  if (span === undefined) return work();
  return context.with(trace.setSpan(context.active(), span), () => endingWith(span, work, failureIn));
}

/** Runs work, sync or async, and ends the span when it has settled. */
export function endingWith<Result>(
  span: Span,
  work: () => Result,
  failureIn?: (result: Awaited<Result>) => unknown,
): Result {
  const fail = (error: unknown): never => {
    markFailure(span, error);
    span.end();
    throw error;
  };
  const succeed = (value: Awaited<Result>): Awaited<Result> => {
    const failure = failureIn?.(value);
    if (failure !== undefined) markFailure(span, failure);
    span.end();
    return value;
  };
  let result: Result;
  try {
    result = work();
  } catch (error) {
    return fail(error);
  }
  return (
    result instanceof Promise ? result.then(succeed, fail) : succeed(result as Awaited<Result>)
  ) as Result;
}
