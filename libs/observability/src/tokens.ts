/** Injection token of the pino logger underneath all others. */
export const PINO = Symbol('pino');
