import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { LibraryModule } from './errors/library.module.js';
import { configure, LoansController } from './errors/main.js';
import { adapter } from './platform.js';

@Module({ imports: [LibraryModule], controllers: [LoansController] })
class RootModule {}

async function main() {
  const app = await NestFactory.create(RootModule, adapter());
  configure(app);
  await app.listen(Number(process.env['PORT']), '127.0.0.1');
}

void main();
