import { Controller, Get, Module, Param } from '@nestjs/common';
import { baseCatalogue, ResourceNotFoundError } from '../../src/index.js';
import { ErrorsModule } from '../../src/nest/index.js';

const catalogue = baseCatalogue.extend({
  BOOK_NOT_FOUND: {
    kind: 'not_found',
    title: 'The book does not exist',
    explanation: 'No book has this id. GET /books lists what there is.',
    message: 'Book 7 does not exist.',
    exampleContext: { book_id: '7' },
  },
});

class BookNotFoundError extends ResourceNotFoundError {
  readonly code = 'BOOK_NOT_FOUND';

  constructor(bookId: string) {
    super(`Book ${bookId} does not exist.`, { context: { book_id: bookId } });
  }
}

@Controller('books')
class BooksController {
  @Get(':id')
  show(@Param('id') id: string) {
    throw new BookNotFoundError(id);
  }
}

@Module({
  imports: [
    ErrorsModule.forRoot({
      serviceName: 'library',
      documentationBaseUrl: 'http://localhost:3000',
      catalogue,
    }),
  ],
  controllers: [BooksController],
})
export class LibraryModule {}
