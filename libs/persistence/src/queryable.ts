/** Runs statements: the database itself, or one transaction. */
export interface Queryable {
  /**
   * @param params values for `$1`, `$2`, …
   * @throws DatabaseUnavailableError, QueryTimeoutError, ResourceExhaustedError, or the driver's error for wrong SQL or data
   */
  query<Row extends object>(sql: string, params?: readonly unknown[]): Promise<Row[]>;
}
