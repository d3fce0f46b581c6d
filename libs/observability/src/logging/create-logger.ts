import { createRequire } from 'node:module';
import { AppError } from '@baluarte/errors';
import { pino, type DestinationStream, type Logger as Pino, type LoggerOptions } from 'pino';
import { activeSpanContext } from '../context/active-span.js';
import { observedContexts } from '../context/observed-context.js';
import { plainFields, plainValue, type Plain } from '../redaction/plain-value.js';
import { REDACTED, redactLine } from '../redaction/redact-text.js';
import { runningTelemetry } from '../tracing/telemetry.js';
import { exportedLines } from './exported-lines.js';

export interface LoggingOptions {
  readonly serviceName: string;
  /** A level of pino; `silent` turns logging off. */
  readonly logLevel: string;
  /** Paths of further secrets in the fields of a line, in pino's notation: `customer.iban`, `*.iban`. */
  readonly redactPaths: readonly string[];
  /** Where lines go; default stdout, and readable instead of JSON if that is a terminal. */
  readonly destination?: DestinationStream;
}

/** The logger of a service: one JSON object a line, redacted, with the context it is written in. */
export function createLogger(options: LoggingOptions): Pino {
  return pino(pinoOptions(options), options.destination ?? defaultDestination());
}

function pinoOptions({ serviceName, logLevel, redactPaths }: LoggingOptions): LoggerOptions {
  return {
    level: logLevel,
    base: { service: serviceName },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (level) => ({ level }), log: loggedFields },
    serializers: { err: (alreadyPlain: unknown) => alreadyPlain },
    mixin: contextFields,
    ...(redactPaths.length > 0 && { redact: { paths: [...redactPaths], censor: REDACTED } }),
    hooks: {
      logMethod(args, method) {
        method.apply(this, safeArguments(args) as typeof args);
      },
      streamWrite: redactLine,
    },
  };
}

/** `trace_id`, `span_id` and the client's own `correlation_id`, when there are any. */
function contextFields(): Record<string, string> {
  const context = observedContexts.getStore();
  const position = activeSpanContext() ?? context;
  if (position === undefined) return {};
  const { traceId, spanId } = position;
  return context === undefined || context.correlationId === traceId
    ? { trace_id: traceId, span_id: spanId }
    : { trace_id: traceId, span_id: spanId, correlation_id: context.correlationId };
}

function loggedFields(fields: object): Record<string, Plain> {
  const plain = plainFields(fields);
  const { err, error_code: known } = fields as { err?: unknown; error_code?: unknown };
  return err instanceof AppError && known === undefined ? { ...plain, error_code: err.code } : plain;
}

/** What is woven into a message would be made a string by pino, outside of every guard. */
function safeArguments(args: readonly unknown[]): unknown[] {
  return args.map((argument, index) => {
    const isPlain = typeof argument !== 'object' || argument === null;
    return isPlain || index === 0 ? argument : plainValue(argument);
  });
}

/** Stdout, and the collector too if it is to have the logs. */
function defaultDestination(): DestinationStream {
  if (!runningTelemetry().exportsLogs) return standardOutput();
  const all = [standardOutput(), exportedLines()].map((stream) => ({ stream, level: 'trace' as const }));
  return pino.multistream(all);
}

function standardOutput(): DestinationStream {
  return process.stdout.isTTY ? readable() : pino.destination(1);
}

/** `pino-pretty` is for terminals and may be missing. */
function readable(): DestinationStream {
  const require = createRequire(import.meta.url);
  try {
    const pretty = require('pino-pretty') as (options: object) => DestinationStream;
    return pretty({ ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss.l' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    return pino.destination(1);
  }
}
