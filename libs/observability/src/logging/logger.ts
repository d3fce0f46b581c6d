import { Inject, Injectable, Scope } from '@nestjs/common';
import {
  Logger as NestjsPinoLogger,
  PARAMS_PROVIDER_TOKEN,
  PinoLogger as NestjsPino,
  type Params,
} from 'nestjs-pino';
import { plainValue } from '../redaction/plain-value.js';

/** nestjs-pino's logger for classes, which here never throws, whatever it is given. */
@Injectable({ scope: Scope.TRANSIENT })
export class PinoLogger extends NestjsPino {
  constructor(@Inject(PARAMS_PROVIDER_TOKEN) params: Params) {
    super(params);
  }

  protected override call(...[level, ...line]: Parameters<NestjsPino['call']>): void {
    try {
      super.call(level, ...line);
    } catch {
      super.call(level, ...(line.map((part) => plainValue(part)) as typeof line));
    }
  }
}

/** nestjs-pino's logger for Nest itself (`app.useLogger`), which here never throws either. */
@Injectable()
export class Logger extends NestjsPinoLogger {
  constructor(@Inject(PinoLogger) logger: PinoLogger, @Inject(PARAMS_PROVIDER_TOKEN) params: Params) {
    super(logger, params);
  }

  override verbose(message: unknown, ...rest: unknown[]): void {
    super.verbose(whole(message), ...rest);
  }

  override debug(message: unknown, ...rest: unknown[]): void {
    super.debug(whole(message), ...rest);
  }

  override log(message: unknown, ...rest: unknown[]): void {
    super.log(whole(message), ...rest);
  }

  override warn(message: unknown, ...rest: unknown[]): void {
    super.warn(whole(message), ...rest);
  }

  override error(message: unknown, ...rest: unknown[]): void {
    super.error(whole(message), ...rest);
  }

  override fatal(message: unknown, ...rest: unknown[]): void {
    super.fatal(whole(message), ...rest);
  }
}

/** nestjs-pino copies the fields of an object by reading them, which may throw. */
function whole(message: unknown): unknown {
  if (typeof message !== 'object' || message === null || message instanceof Error) return message;
  try {
    return { ...message };
  } catch {
    return plainValue(message);
  }
}
