export { ApiErrors } from './api-errors.js';
export { documentErrors } from './document-errors.js';
export { ErrorResponder } from './error-responder.js';
export { ErrorsModule } from './errors.module.js';
export type { ErrorsModuleAsyncOptions } from './errors.module.js';
export type { ErrorsModuleOptions, HandledError } from './errors-options.js';
export type { HttpExchange } from './http-exchange.js';
export { validationPipe } from './validation-pipe.js';
export type { ErrorAnswer } from './write-answer.js';
