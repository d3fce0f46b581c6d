/** What any operation that reads or writes may answer with. */
export const DATABASE_ERRORS = ['DATABASE_UNAVAILABLE', 'QUERY_TIMEOUT', 'DATABASE_POOL_EXHAUSTED'] as const;
