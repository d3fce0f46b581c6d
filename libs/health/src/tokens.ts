/** Injection token of the checked options. */
export const HEALTH_OPTIONS = Symbol('health options');
