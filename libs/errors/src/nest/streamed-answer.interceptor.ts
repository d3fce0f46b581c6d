import {
  StreamableFile,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { map, type Observable } from 'rxjs';
import { ErrorResponder } from './error-responder.js';
import { exchangeOf } from './http-exchange.js';

/** Answers for files whose stream fails before its first byte: Nest on Express would say `Bad Request` in plain text. */
@Injectable()
export class StreamedAnswerInterceptor implements NestInterceptor {
  constructor(private readonly responder: ErrorResponder) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const exchange = exchangeOf(context);
    return next.handle().pipe(
      map((answer: unknown) => {
        if (answer instanceof StreamableFile && exchange.reply === undefined)
          answer.setErrorHandler((error) => this.responder.respond(error, exchange));
        return answer;
      }),
    );
  }
}
