import { ResourceNotFoundError } from '@baluarte/errors';
import { Database, migrate } from '../../src/index.js';

class NoteNotFoundError extends ResourceNotFoundError {
  readonly code = 'NOTE_NOT_FOUND';
}

/** Connects, and brings the schema up to date: `migrations` is a folder of files like 001_notes.sql. */
export async function openNotes(url: string, migrations: URL): Promise<Database> {
  const database = new Database({ url, applicationName: 'notes', statementTimeoutMs: 1_000 });
  await migrate(database, migrations);
  return database;
}

/** Both statements or none; tried again when it lost against another transaction. */
export function append(database: Database, id: number, text: string, signal?: AbortSignal): Promise<string> {
  return database.transaction(
    async (transaction) => {
      const [note] = await transaction.query<{ text: string }>(
        'SELECT text FROM notes WHERE id = $1 FOR UPDATE',
        [id],
      );
      if (note === undefined) throw new NoteNotFoundError(`Note ${id} does not exist.`);
      const longer = note.text + text;
      await transaction.query('UPDATE notes SET text = $2 WHERE id = $1', [id, longer]);
      return longer;
    },
    { signal },
  );
}
