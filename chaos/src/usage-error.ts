/** The arguments make no sense; the message says which and why. */
export class UsageError extends Error {}
