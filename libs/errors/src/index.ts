export { KINDS } from './kind.js';
export type { AlertPolicy, ErrorKind, KindRow, LogLevel, RetryAdvice } from './kind.js';
export { AppError } from './app-error.js';
export type { AppErrorOptions, ErrorContext } from './app-error.js';
export {
  BusinessError,
  BusinessRuleViolationError,
  InvalidDataError,
  ProtocolError,
  ResourceNotFoundError,
  ValidationFailedError,
} from './classes/business-errors.js';
export type { FieldError } from './classes/business-errors.js';
export {
  DatabaseUnavailableError,
  DeadlineExceededError,
  ExternalServiceBadAnswerError,
  ExternalServiceError,
  ExternalServiceTimeoutError,
  ExternalServiceUnavailableError,
  InternalError,
  QueryTimeoutError,
  ResourceExhaustedError,
  ShuttingDownError,
  TechnicalError,
} from './classes/technical-errors.js';
export type { Executed, ExternalServiceErrorOptions } from './classes/technical-errors.js';
export type { CatalogueEntry, CatalogueRow } from './catalogue/catalogue-entry.js';
export { ErrorCatalogue } from './catalogue/error-catalogue.js';
export { exampleBody } from './catalogue/example-body.js';
export { baseCatalogue, standardCatalogue } from './catalogue/standard-catalogue.js';
export { DEPENDENCIES, dependencyRows } from './catalogue/dependency-codes.js';
export type { Dependency } from './catalogue/dependency-codes.js';
export { entryOf, toErrorBody } from './body/error-body.js';
export type { ErrorBody, ErrorBodyOptions } from './body/error-body.js';
export { prefersProblemDetails, qualityOf } from './body/accept.js';
export { safeContext } from './body/safe-context.js';
export { toProblemDetails } from './body/problem-details.js';
export type { ProblemDetails } from './body/problem-details.js';
export { errorsGuide } from './guide/errors-guide.js';
export { judgeFailure } from './judge-failure.js';
export type { CallFailure, ForeignError, JudgeOptions } from './judge-failure.js';
