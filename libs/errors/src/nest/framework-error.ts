import { HttpException } from '@nestjs/common';

/** What Nest's exceptions, and errors of frameworks that say no more than a status, mean. */
const BY_STATUS: ReadonlyMap<number, string> = new Map([
  [400, 'BAD_REQUEST'],
  [401, 'AUTHENTICATION_REQUIRED'],
  [402, 'PAYMENT_REQUIRED'],
  [403, 'PERMISSION_DENIED'],
  [404, 'RESOURCE_NOT_FOUND'],
  [405, 'METHOD_NOT_ALLOWED'],
  [406, 'NOT_ACCEPTABLE'],
  [408, 'REQUEST_TIMEOUT'],
  [409, 'CONFLICT'],
  [410, 'GONE'],
  [412, 'PRECONDITION_FAILED'],
  [413, 'PAYLOAD_TOO_LARGE'],
  [414, 'URI_TOO_LONG'],
  [415, 'UNSUPPORTED_MEDIA_TYPE'],
  [416, 'RANGE_NOT_SATISFIABLE'],
  [417, 'EXPECTATION_FAILED'],
  [421, 'MISDIRECTED_REQUEST'],
  [422, 'VALIDATION_FAILED'],
  [429, 'RATE_LIMITED'],
  [431, 'HEADERS_TOO_LARGE'],
  [501, 'NOT_IMPLEMENTED'],
  [502, 'EXTERNAL_SERVICE_BAD_ANSWER'],
  [503, 'SERVICE_UNAVAILABLE'],
  [504, 'EXTERNAL_SERVICE_TIMEOUT'],
]);

/** `code` of Fastify's errors and `type` of body-parser's, where the status alone says too little. */
const BY_NAME: ReadonlyMap<unknown, string> = new Map([
  ['FST_ERR_CTP_INVALID_JSON_BODY', 'MALFORMED_JSON'],
  ['FST_ERR_CTP_EMPTY_JSON_BODY', 'MALFORMED_JSON'],
  ['FST_ERR_CTP_INVALID_CONTENT_LENGTH', 'MALFORMED_REQUEST'],
  ['FST_ERR_BAD_URL', 'MALFORMED_URL'],
  ['FST_UNDER_PRESSURE', 'SERVICE_OVERLOADED'],
  ['entity.parse.failed', 'MALFORMED_JSON'],
  ['encoding.unsupported', 'UNSUPPORTED_MEDIA_TYPE'],
  ['charset.unsupported', 'UNSUPPORTED_MEDIA_TYPE'],
  ['request.aborted', 'REQUEST_ABORTED'],
  ['request.size.invalid', 'MALFORMED_REQUEST'],
]);

/** The marks that the errors of Fastify (`name`) and of Express's world (`expose`) carry, and those of nobody else. */
interface FrameworkError {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly type?: unknown;
  readonly expose?: unknown;
  readonly statusCode?: unknown;
  readonly status?: unknown;
}

/**
 * The code that Nest, Fastify or Express meant with an error of theirs; undefined for everything that is not
 * theirs, above all for errors of HTTP clients, whose `status` is that of another service.
 */
export function codeMeantBy(error: unknown): string | undefined {
  if (error instanceof HttpException) return codeOfFramework(error.cause) ?? codeOfStatus(error.getStatus());
  return codeOfFramework(error);
}

function codeOfFramework(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { name, code, type, expose, statusCode, status }: FrameworkError = error;
  if (name === 'URIError' && status === 400) return 'MALFORMED_URL';
  if (name === 'SyntaxError' && (statusCode ?? status) === 400) return 'MALFORMED_JSON';
  const isTheirs = name === 'FastifyError' || code === 'FST_ERR_VALIDATION' || typeof expose === 'boolean';
  if (!isTheirs || typeof statusCode !== 'number') return undefined;
  return BY_NAME.get(code) ?? BY_NAME.get(type) ?? codeOfStatus(statusCode);
}

function codeOfStatus(status: number): string | undefined {
  return BY_STATUS.get(status) ?? (status >= 400 && status < 500 ? 'BAD_REQUEST' : undefined);
}
