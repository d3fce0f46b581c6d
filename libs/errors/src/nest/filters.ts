import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { AppError } from '../app-error.js';
import { ErrorResponder } from './error-responder.js';
import { translateFrameworkError } from './framework-error.js';
import { exchangeOf } from './http-exchange.js';
import { RouteTable } from './route-table.js';

function answer(responder: ErrorResponder, error: unknown, host: ArgumentsHost): void {
  const { request, response, takeOver } = exchangeOf(host);
  takeOver();
  responder.respond(error, request, response);
}

/** What the services throw on purpose. */
@Catch(AppError)
export class AppErrorFilter implements ExceptionFilter {
  constructor(private readonly responder: ErrorResponder) {}

  catch(error: AppError, host: ArgumentsHost): void {
    answer(this.responder, error, host);
  }
}

/** What Nest throws: unknown routes, its own pipes and guards, and what it makes of Fastify's and Express's errors. */
@Catch(HttpException)
export class HttpExceptionFilter implements ExceptionFilter {
  constructor(
    private readonly responder: ErrorResponder,
    private readonly routes: RouteTable,
  ) {}

  catch(exception: HttpException, host: ArgumentsHost): void {
    const { request } = exchangeOf(host);
    const unknownRoute = exception.getStatus() === 404 && /^Cannot [A-Z]+ /.test(exception.message);
    const error = unknownRoute ? this.routes.whyNothingAnswers(request) : translateFrameworkError(exception);
    answer(this.responder, error, host);
  }
}

/** Everything else: a bug, or an error that a framework or library threw as it was. */
@Catch()
export class EveryErrorFilter implements ExceptionFilter {
  constructor(private readonly responder: ErrorResponder) {}

  catch(error: unknown, host: ArgumentsHost): void {
    answer(this.responder, translateFrameworkError(error), host);
  }
}
