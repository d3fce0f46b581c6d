import 'reflect-metadata';
import { pathToFileURL } from 'node:url';
import { NestFactory } from '@nestjs/core';
import { append, openNotes } from './persistence/notes.js';
import { NotesModule } from './persistence/notes.module.js';
import { adapter } from './platform.js';

const { DATABASE = '', MIGRATIONS = '', PORT } = process.env;

async function main() {
  const migrations = pathToFileURL(MIGRATIONS);
  const database = await openNotes(DATABASE, migrations);
  await append(database, 1, ' more');
  await database.close();
  const app = await NestFactory.create(NotesModule.at(DATABASE, migrations), adapter());
  await app.listen(Number(PORT), '127.0.0.1');
}

void main();
