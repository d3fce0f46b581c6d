import type { CatalogueRow } from './catalogue-entry.js';

/** What can be wrong with a message of HTTP, before anybody looks at what it asks for. */
export const HTTP_CODES = {
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
    explanation:
      'The only expectation that the service can meet is 100-continue. Leave the Expect header out.',
    message: 'The service cannot meet the expectation in the Expect header.',
  },
  MISDIRECTED_REQUEST: {
    kind: 'validation_syntax',
    status: 421,
    title: 'The request came to the wrong server',
    explanation:
      'This server does not answer for the host that the request names. Check the URL or the proxy.',
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
} as const satisfies Record<string, CatalogueRow>;
