export { ApiErrors, documentErrors } from './api-errors.js';
export { ErrorResponder } from './error-responder.js';
export type { ErrorAnswer } from './error-responder.js';
export { ErrorsModule } from './errors.module.js';
export type { ErrorsModuleOptions, HandledError } from './errors-options.js';
export { validationPipe } from './validation-pipe.js';
