import type { CatalogueRow } from './catalogue-entry.js';

/** What can be wrong with any request to any service. */
export const PROTOCOL_CODES = {
  VALIDATION_FAILED: {
    kind: 'validation_syntax',
    title: 'The request does not have the expected form',
    explanation:
      'Some fields are missing, unknown or malformed; `context.errors` lists each of them. Correct them and send the request again.',
    message: 'The request has 1 invalid field: quantity.',
    exampleContext: {
      errors: [{ field: 'lines.0.quantity', message: 'Expected an integer of at least 1.' }],
    },
  },
  MALFORMED_JSON: {
    kind: 'validation_syntax',
    title: 'The body is not valid JSON',
    explanation: 'The body could not be parsed. Check quotes, commas and that the whole body was sent.',
    message: 'The body is not valid JSON.',
  },
  MALFORMED_URL: {
    kind: 'validation_syntax',
    status: 400,
    title: 'The URL cannot be decoded',
    explanation: 'The path holds a percent-encoding that is not valid UTF-8. Encode the path again.',
    message: 'The URL cannot be decoded.',
  },
  MALFORMED_REQUEST: {
    kind: 'validation_syntax',
    status: 400,
    title: 'The request is not valid HTTP',
    explanation:
      'The head or the body of the request does not follow HTTP. Check the client or the proxy in front of the service.',
    message: 'The request is not valid HTTP.',
  },
  REQUEST_ABORTED: {
    kind: 'validation_syntax',
    status: 400,
    title: 'The request broke off',
    explanation:
      'The client closed the connection before the whole body had arrived. Nothing was done with the part that did.',
    message: 'The request broke off before the whole body had arrived.',
    whoCanFixIt: 'The caller, by sending it again.',
    retry: 'if_transient_and_safe',
  },
  INVALID_CURSOR: {
    kind: 'validation_meaning',
    title: 'The cursor is not one of ours',
    explanation: 'A cursor is only good as it was given in `next_cursor`. Start again without one.',
    message: 'The cursor is not one that this service gave out.',
  },
  AUTHENTICATION_REQUIRED: {
    kind: 'authentication',
    title: 'The request carries no valid credentials',
    explanation: 'Sign in, or renew the token, and send the request again with it.',
    message: 'The request carries no valid credentials.',
  },
  PAYMENT_REQUIRED: {
    kind: 'business_rule',
    status: 402,
    title: 'This has to be paid for first',
    explanation: 'The request is one that the caller has not paid for.',
    message: 'This has to be paid for first.',
  },
  PERMISSION_DENIED: {
    kind: 'authorization',
    title: 'The caller may not do this',
    explanation: 'The credentials are valid and do not allow this action. Ask whoever grants permissions.',
    message: 'The caller may not do this.',
  },
  ROUTE_NOT_FOUND: {
    kind: 'not_found',
    title: 'There is nothing at this path',
    explanation: 'The path is not part of the API. The API is documented at /docs.',
    message: 'There is nothing at GET /api/v1/ordres.',
    whoCanFixIt: 'The caller, with a path of the API.',
  },
  RESOURCE_NOT_FOUND: {
    kind: 'not_found',
    title: 'The resource does not exist',
    explanation: 'No resource has this id. Check the id.',
    message: 'The resource does not exist.',
  },
  METHOD_NOT_ALLOWED: {
    kind: 'validation_syntax',
    status: 405,
    title: 'The path exists, but not with this method',
    explanation: 'The Allow header lists the methods that this path knows.',
    message: 'PATCH is not allowed here; allowed: GET, POST.',
  },
  NOT_ACCEPTABLE: {
    kind: 'validation_syntax',
    status: 406,
    title: 'No answer fits the Accept header',
    explanation: 'The service answers with application/json. Ask for it in the Accept header.',
    message: 'No answer fits the Accept header.',
  },
  REQUEST_TIMEOUT: {
    kind: 'validation_syntax',
    status: 408,
    title: 'The request took too long',
    explanation:
      'The request did not arrive completely, or was not carried out, in the time that the service allows for it.',
    message: 'The request took too long.',
    whoCanFixIt: 'The caller, by sending it again.',
    retry: 'if_transient_and_safe',
  },
  GONE: {
    kind: 'not_found',
    status: 410,
    title: 'The resource is there no more',
    explanation: 'The resource existed and was removed for good. Forget its id.',
    message: 'The resource is there no more.',
    whoCanFixIt: 'Nobody: it was removed for good.',
  },
  PRECONDITION_FAILED: {
    kind: 'business_rule',
    status: 412,
    title: 'A condition in the headers does not hold',
    explanation:
      'An If-Match, If-None-Match or similar header names a state that the resource is not in. Read it again before deciding.',
    message: 'A condition in the headers of the request does not hold.',
  },
  PAYLOAD_TOO_LARGE: {
    kind: 'validation_syntax',
    status: 413,
    title: 'The body is too large',
    explanation: 'The body is larger than this service accepts. Send less at once.',
    message: 'The body is too large.',
  },
  URI_TOO_LONG: {
    kind: 'validation_syntax',
    status: 414,
    title: 'The URL is too long',
    explanation: 'A part of the path is longer than any id of this service.',
    message: 'The URL is too long.',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    kind: 'validation_syntax',
    status: 415,
    title: 'The body is of a media type that is not understood',
    explanation: 'Send JSON with Content-Type: application/json.',
    message: 'The media type of the body is not supported.',
  },
  RANGE_NOT_SATISFIABLE: {
    kind: 'validation_meaning',
    status: 416,
    title: 'The range lies outside the resource',
    explanation: 'The Range header asks for bytes that the resource does not have. Ask for it as a whole.',
    message: 'The range lies outside the resource.',
  },
  EXPECTATION_FAILED: {
    kind: 'validation_syntax',
    status: 417,
    title: 'The Expect header asks for something unknown',
    explanation: 'The only expectation that the service can meet is 100-continue. Leave the Expect header out.',
    message: 'The service cannot meet the expectation in the Expect header.',
  },
  MISDIRECTED_REQUEST: {
    kind: 'validation_syntax',
    status: 421,
    title: 'The request came to the wrong server',
    explanation: 'This server does not answer for the host that the request names. Check the URL or the proxy.',
    message: 'This server does not answer for the host that the request names.',
  },
  HEADERS_TOO_LARGE: {
    kind: 'validation_syntax',
    status: 431,
    title: 'The headers are too large',
    explanation:
      'The request head is larger than the service accepts. Send fewer or smaller headers and cookies.',
    message: 'The headers are too large.',
  },
  BAD_REQUEST: {
    kind: 'validation_meaning',
    title: 'The request cannot be carried out as it is',
    explanation:
      'The service refused the data of the request. The documentation of the operation, at /docs, says what it takes.',
    message: 'The request cannot be carried out as it is.',
  },
  CONFLICT: {
    kind: 'business_rule',
    title: 'The request does not fit the present state',
    explanation: 'A rule of the business forbids this now. Read the state again before deciding.',
    message: 'The request does not fit the present state.',
  },
  RATE_LIMITED: {
    kind: 'rate_limited',
    title: 'Too many requests',
    explanation: 'The caller sent more requests than it may. Wait as long as Retry-After says.',
    message: 'Too many requests.',
  },
  IDEMPOTENCY_KEY_REQUIRED: {
    kind: 'validation_meaning',
    title: 'The Idempotency-Key header is missing',
    explanation:
      'This operation must not happen twice. Send a fresh unique value in Idempotency-Key and the same value when you repeat the request.',
    message: 'Send an Idempotency-Key header: a unique value that you repeat when you repeat the request.',
  },
  IDEMPOTENCY_KEY_INVALID: {
    kind: 'validation_meaning',
    title: 'The Idempotency-Key header is malformed',
    explanation:
      'A key has 1 to 255 printable ASCII characters, bare or in double quotes. A UUID is a good one.',
    message: 'The Idempotency-Key must have 1 to 255 printable ASCII characters.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    kind: 'validation_syntax',
    title: 'The Idempotency-Key was used for another request',
    explanation: 'The same key came earlier with another body. Use a new key for a new request.',
    message: 'This Idempotency-Key was used for another request.',
  },
  REQUEST_IN_PROGRESS: {
    kind: 'business_rule',
    title: 'The same request is still running',
    explanation:
      'A request with this Idempotency-Key has not finished. Wait as long as Retry-After says and repeat it: you will get its answer.',
    message: 'A request with this Idempotency-Key is still running.',
    whoCanFixIt: 'The caller, by waiting.',
    retry: 'after_retry_after',
  },
} as const satisfies Record<string, CatalogueRow>;
