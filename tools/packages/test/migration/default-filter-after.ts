import { Controller, Get, Module, Param } from '@nestjs/common';
import { baseCatalogue, ResourceNotFoundError } from '@baluarte/errors';
import { ErrorsModule } from '@baluarte/errors/nest';

const catalogue = baseCatalogue.extend({
  BOOK_NOT_FOUND: {
    kind: 'not_found',
    title: 'The book does not exist',
    explanation: 'No book has this id.',
    message: 'Book 7 does not exist.',
  },
});

class BookNotFoundError extends ResourceNotFoundError {
  readonly code = 'BOOK_NOT_FOUND';
}

@Controller('books')
class BooksController {
  @Get(':id')
  show(@Param('id') id: string) {
    throw new BookNotFoundError(`Book ${id} does not exist.`);
  }
}

@Module({
  imports: [ErrorsModule.forRoot({ serviceName: 'library', catalogue })],
  controllers: [BooksController],
})
export class LibraryModule {}
