/** The migration files and the database do not fit together; somebody has to change a file. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}
