import { Logger } from '@nestjs/common';
import { KINDS } from '../kind.js';
import type { HandledError } from './errors-options.js';

const logger = new Logger('Errors');

/** What becomes of an error when nobody else is told of it: one line, at the level of its kind, with a stack for bugs. */
export function logHandledError({ error, body, entry, request }: HandledError): void {
  const { logLevel, logStack } = KINDS[entry.kind];
  const line = {
    trace_id: body.trace_id,
    error_code: body.error_code,
    status: body.status_code,
    method: request.method,
    msg: error instanceof Error ? error.message : body.message,
  };
  const stack = logStack && error instanceof Error ? [error.stack] : [];
  if (logLevel === 'error') logger.error(line, ...stack);
  else if (logLevel === 'warn') logger.warn(line);
  else logger.log(line);
}
