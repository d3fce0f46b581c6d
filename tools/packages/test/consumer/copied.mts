import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { LibraryModule } from './readme/library.module.js';
import { configure, LoansController } from './readme/main.js';

@Module({ imports: [LibraryModule], controllers: [LoansController] })
class RootModule {}

async function main() {
  const app = await NestFactory.create(RootModule);
  configure(app);
  await app.listen(Number(process.env['PORT']), '127.0.0.1');
}

void main();
