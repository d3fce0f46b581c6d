import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { AppError } from '../app-error.js';
import { ErrorResponder } from './error-responder.js';
import { exchangeOf } from './http-exchange.js';
import { RouteTable } from './route-table.js';
import { translateError } from './translate-error.js';

/** What the services throw on purpose. */
@Catch(AppError)
export class AppErrorFilter implements ExceptionFilter {
  constructor(private readonly responder: ErrorResponder) {}

  catch(error: AppError, host: ArgumentsHost): void {
    leaveOthersAlone(error, host);
    this.responder.respond(error, exchangeOf(host));
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
    leaveOthersAlone(exception, host);
    const exchange = exchangeOf(host);
    const error = this.routes.isUnknownRoute(exception, exchange.request)
      ? this.routes.whyNothingAnswers(exchange.request)
      : translateError(exception, exchange.request);
    this.responder.respond(error, exchange);
  }
}

/** Everything else: a bug, or an error that a framework or library threw as it was. */
@Catch()
export class EveryErrorFilter implements ExceptionFilter {
  constructor(private readonly responder: ErrorResponder) {}

  catch(error: unknown, host: ArgumentsHost): void {
    leaveOthersAlone(error, host);
    const exchange = exchangeOf(host);
    this.responder.respond(translateError(error, exchange.request), exchange);
  }
}

/** The contract is one of HTTP; queues, sockets and GraphQL have their own. */
function leaveOthersAlone(error: unknown, host: ArgumentsHost): void {
  if (host.getType() !== 'http') throw error;
}
