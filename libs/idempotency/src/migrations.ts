/** The folder with the migration of the table; give it to `migrate` beside the folder of the service. Its number is 000. */
export const idempotencyMigrations = new URL('../migrations/', import.meta.url);
