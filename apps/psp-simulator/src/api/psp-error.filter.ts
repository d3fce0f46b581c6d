import type { IncomingMessage } from 'node:http';
import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { AppError, entryOf, standardCatalogue, toErrorBody } from '@baluarte/errors';
import { currentTraceId, PinoLogger } from '@baluarte/observability';
import { Clock } from '../application/ports/clock.js';
import { PspError } from '../application/psp-error.js';

interface Reply {
  status(status: number): Reply;
  header(name: string, value: string): Reply;
  send(body: unknown): Reply;
}

const UNCLEAR = new PspError('internal', 'Something went wrong. Whether the card was charged is not known.');
const NO_TRACE = '0'.repeat(32);

/**
 * Everything that fails, in the processor's own format: `{ "error": { type, code, message } }`.
 * Only `/health` speaks the error contract, to whoever runs the simulator.
 */
@Catch()
export class PspErrorFilter implements ExceptionFilter {
  constructor(
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<Reply>();
    if (http.getRequest<IncomingMessage>().url?.startsWith('/health')) return this.answerHealth(error, reply);
    const refusal = refusalOf(error);
    if (refusal !== error && refusal.status >= 500) this.logger.error({ err: error }, 'request failed');
    const { status, type, code, message, retryAfterSeconds } = refusal;
    if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
    reply.status(status).send({ error: { type, code, message } });
  }

  private answerHealth(error: unknown, reply: Reply): void {
    const body = toErrorBody(error, {
      traceId: currentTraceId() ?? NO_TRACE,
      serviceName: 'psp-simulator',
      timestamp: this.clock.now(),
      catalogue: standardCatalogue,
    });
    if (body.status_code === 503) reply.header('retry-after', '1');
    reply.status(body.status_code).send(body);
  }
}

function refusalOf(error: unknown): PspError {
  if (error instanceof PspError) return error;
  const { status, kind, message } = entryOf(error, standardCatalogue);
  if (error instanceof AppError && kind === 'overload')
    return new PspError('processor_unavailable', message, 1);
  if (error instanceof AppError && status < 500) return new PspError('invalid_request', error.message);
  const given = statusOf(error);
  if (given === 404) return new PspError('not_found', 'There is nothing at this path.');
  return given < 500 ? new PspError('invalid_request', 'The request is not valid.') : UNCLEAR;
}

/** The status in what Nest throws, and in what Fastify throws for a broken or too large body. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const { statusCode } = error as { readonly statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : 500;
}
