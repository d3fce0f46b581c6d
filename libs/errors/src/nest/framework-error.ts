import { HttpException } from '@nestjs/common';
import { AppError } from '../app-error.js';
import { standardCatalogue } from '../catalogue/standard-catalogue.js';
import { ProtocolError } from '../classes/business-errors.js';

const BY_STATUS: Readonly<Record<number, string>> = {
  400: 'BAD_REQUEST',
  401: 'AUTHENTICATION_REQUIRED',
  403: 'PERMISSION_DENIED',
  404: 'RESOURCE_NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  406: 'NOT_ACCEPTABLE',
  408: 'REQUEST_TIMEOUT',
  409: 'CONFLICT',
  413: 'PAYLOAD_TOO_LARGE',
  414: 'URI_TOO_LONG',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  422: 'VALIDATION_FAILED',
  429: 'RATE_LIMITED',
  431: 'HEADERS_TOO_LARGE',
  501: 'NOT_IMPLEMENTED',
  503: 'SERVICE_OVERLOADED',
  504: 'DEADLINE_EXCEEDED',
};

/** `code` of Fastify and `type` of body-parser (Express). */
const BY_CODE: Readonly<Record<string, string>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'MALFORMED_JSON',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'MALFORMED_JSON',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'MALFORMED_REQUEST',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'UNSUPPORTED_MEDIA_TYPE',
  FST_ERR_CTP_BODY_TOO_LARGE: 'PAYLOAD_TOO_LARGE',
  FST_ERR_BAD_URL: 'MALFORMED_URL',
  FST_ERR_MAX_PARAM_LENGTH: 'URI_TOO_LONG',
  ECONNRESET: 'MALFORMED_REQUEST',
  'entity.parse.failed': 'MALFORMED_JSON',
  'entity.too.large': 'PAYLOAD_TOO_LARGE',
  'encoding.unsupported': 'UNSUPPORTED_MEDIA_TYPE',
  'charset.unsupported': 'UNSUPPORTED_MEDIA_TYPE',
  'request.aborted': 'MALFORMED_REQUEST',
  'request.size.invalid': 'MALFORMED_REQUEST',
  'stream.encoding.set': 'MALFORMED_REQUEST',
};

interface FrameworkError {
  readonly code?: unknown;
  readonly type?: unknown;
  readonly name?: unknown;
  readonly message?: unknown;
  readonly status?: unknown;
  readonly statusCode?: unknown;
}

/** Words of JSON parsers; the frameworks turn a broken body into a bare 400 with them. */
const BROKEN_JSON =
  /\bJSON\b|is not valid JSON|Unexpected (token|end)|Body cannot be empty when content-type/i;

/**
 * What Nest, Fastify or Express meant, as an error of the contract with our own words: theirs may hold
 * paths, bodies or the names of libraries. Anything else comes back as it was.
 */
export function translateFrameworkError(error: unknown): unknown {
  if (error instanceof AppError || typeof error !== 'object' || error === null) return error;
  const code = codeOf(error);
  if (code === undefined) return error;
  const entry = standardCatalogue.get(code);
  return entry === undefined || entry.status >= 500
    ? error
    : new ProtocolError(
        entry,
        entry.code === 'VALIDATION_FAILED' ? 'The request is not valid.' : entry.message,
        {
          cause: error,
        },
      );
}

function codeOf(error: FrameworkError): string | undefined {
  const byCode = BY_CODE[String(error.code)] ?? BY_CODE[String(error.type)];
  if (byCode !== undefined) return byCode;
  if (error.name === 'URIError') return 'MALFORMED_URL';
  const status = statusOf(error);
  if (status === 400 && (error.name === 'SyntaxError' || BROKEN_JSON.test(String(error.message))))
    return 'MALFORMED_JSON';
  return status === undefined ? undefined : BY_STATUS[status];
}

function statusOf(error: object): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const { status: given, statusCode } = error as FrameworkError;
  const status = statusCode ?? given;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}
