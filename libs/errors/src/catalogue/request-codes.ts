import type { CatalogueRow } from './catalogue-entry.js';

/** What can be wrong with a request to any service. */
export const REQUEST_CODES = {
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
} as const satisfies Record<string, CatalogueRow>;
