import { Controller, Get, Module, Query, type DynamicModule } from '@nestjs/common';
import { Database, decodeCursor, pageOf } from '../../src/index.js';
import { PersistenceModule } from '../../src/nest/index.js';

@Controller('notes')
class NotesController {
  constructor(private readonly database: Database) {}

  @Get()
  async list(@Query('cursor') cursor?: string) {
    const [after] = cursor === undefined ? [0] : decodeCursor(cursor, ['number']);
    const limit = 2;
    const rows = await this.database.query<{ id: number; text: string }>(
      'SELECT id, text FROM notes WHERE id > $1 ORDER BY id LIMIT $2',
      [after, limit + 1],
    );
    return pageOf(rows, limit, ({ id }) => [id]);
  }
}

@Module({ controllers: [NotesController] })
export class NotesModule {
  static at(url: string, migrations: URL): DynamicModule {
    return {
      module: NotesModule,
      imports: [PersistenceModule.forRoot({ url, applicationName: 'notes', migrations: [migrations] })],
    };
  }
}
