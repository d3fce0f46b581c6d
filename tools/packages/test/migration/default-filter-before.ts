import { Controller, Get, Module, NotFoundException, Param } from '@nestjs/common';

@Controller('books')
class BooksController {
  @Get(':id')
  show(@Param('id') id: string) {
    throw new NotFoundException(`Book ${id} does not exist.`);
  }
}

@Module({ controllers: [BooksController] })
export class LibraryModule {}
