import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { AppError, KINDS } from '@baluarte/errors';
import { PspError } from '../application/psp-error.js';

interface Reply {
  status(status: number): Reply;
  header(name: string, value: string): Reply;
  send(body: unknown): Reply;
}

/** Everything that fails, in the processor's own format: `{ "error": { type, code, message } }`. */
@Catch()
export class PspErrorFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const refusal = refusalOf(error);
    const reply = host.switchToHttp().getResponse<Reply>().status(refusal.status);
    if (refusal.retryAfterSeconds !== undefined)
      reply.header('retry-after', String(refusal.retryAfterSeconds));
    reply.send({ error: { type: refusal.type, code: refusal.code, message: refusal.message } });
  }
}

function refusalOf(error: unknown): PspError {
  if (error instanceof PspError) return error;
  if (error instanceof HttpException && error.getStatus() < 500)
    return new PspError(
      error.getStatus(),
      'invalid_request_error',
      'invalid_request',
      'The request is not valid.',
    );
  if (error instanceof AppError && KINDS[error.kind].status < 500)
    return new PspError(400, 'invalid_request_error', 'invalid_request', error.message);
  return new PspError(
    500,
    'api_error',
    'internal',
    'Something went wrong. Whether the card was charged is not known.',
  );
}
