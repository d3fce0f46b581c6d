/** Syslog-like levels that the logger of every service understands. */
export type LogLevel = 'info' | 'warn' | 'error';

/** When an operator is to be told. */
export type AlertPolicy = 'no' | 'by_volume' | 'yes';

/** What a caller may do with the same request. */
export type RetryAdvice = 'no' | 'after_retry_after' | 'if_transient_and_safe';

/** What one kind of error means for everybody who meets it. */
export interface KindRow {
  /** HTTP status, unless the catalogue entry of a code names another one of the same kind. */
  readonly status: number;
  readonly whoCanFixIt: string;
  readonly logLevel: LogLevel;
  readonly logStack: boolean;
  readonly alert: AlertPolicy;
  readonly retry: RetryAdvice;
  /** Whether an answer of this kind says that the service which gave it is ill. */
  readonly countsForBreaker: boolean;
  /** Whether the message and context of an error may be shown to the client as they are. */
  readonly messageIsPublic: boolean;
}

const business = {
  logStack: false,
  retry: 'no',
  countsForBreaker: false,
  messageIsPublic: true,
} as const;

const technical = {
  logLevel: 'error',
  logStack: true,
  alert: 'yes',
  retry: 'if_transient_and_safe',
  countsForBreaker: true,
  messageIsPublic: false,
} as const;

const taxonomy = {
  validation_syntax: {
    ...business,
    status: 422,
    whoCanFixIt: 'The caller, by changing the request.',
    logLevel: 'info',
    alert: 'by_volume',
  },
  validation_meaning: {
    ...business,
    status: 400,
    whoCanFixIt: 'The caller, by changing the data.',
    logLevel: 'info',
    alert: 'by_volume',
  },
  authentication: {
    ...business,
    status: 401,
    whoCanFixIt: 'The caller, with credentials.',
    logLevel: 'warn',
    alert: 'by_volume',
  },
  authorization: {
    ...business,
    status: 403,
    whoCanFixIt: 'Someone who grants the permission.',
    logLevel: 'warn',
    alert: 'by_volume',
  },
  not_found: {
    ...business,
    status: 404,
    whoCanFixIt: 'The caller, with a valid id.',
    logLevel: 'info',
    alert: 'no',
  },
  business_rule: {
    ...business,
    status: 409,
    whoCanFixIt: 'The caller, often.',
    logLevel: 'warn',
    alert: 'no',
  },
  rate_limited: {
    ...business,
    status: 429,
    whoCanFixIt: 'The caller, by waiting.',
    logLevel: 'warn',
    alert: 'by_volume',
    retry: 'after_retry_after',
  },
  internal: { ...technical, status: 500, whoCanFixIt: 'Us: it is a bug.', retry: 'no' },
  external: { ...technical, status: 503, whoCanFixIt: 'Us or the other service.' },
  database: { ...technical, status: 503, whoCanFixIt: 'Us.' },
  overload: {
    ...technical,
    status: 503,
    whoCanFixIt: 'Us, by capacity.',
    logLevel: 'warn',
    logStack: false,
    alert: 'by_volume',
    retry: 'after_retry_after',
    countsForBreaker: false,
  },
} as const satisfies Record<string, KindRow>;

/** The kinds of error there are; every code of the catalogue belongs to exactly one. */
export type ErrorKind = keyof typeof taxonomy;

/** The taxonomy: one row per kind, the only place that knows statuses, levels and advice. */
export const KINDS: Readonly<Record<ErrorKind, KindRow>> = taxonomy;
