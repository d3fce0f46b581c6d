import 'reflect-metadata';
import { pathToFileURL } from 'node:url';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ErrorsModule } from '@baluarte/errors/nest';
import { ChargesModule } from './idempotency/charges.module.js';
import { adapter } from './platform.js';

const { DATABASE = '', MIGRATIONS = '', PORT } = process.env;

@Module({
  imports: [
    ErrorsModule.forRoot({ serviceName: 'charges' }),
    ChargesModule.at(DATABASE, pathToFileURL(MIGRATIONS)),
  ],
})
class RootModule {}

async function main() {
  const app = await NestFactory.create(RootModule, adapter());
  await app.listen(Number(PORT), '127.0.0.1');
}

void main();
