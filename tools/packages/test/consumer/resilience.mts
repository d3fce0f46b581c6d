import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { ShopModule } from './resilience/shop.module.js';
import { adapter } from './platform.js';

async function main() {
  const app = await NestFactory.create(ShopModule.forStock(process.env['PEER'] ?? ''), adapter());
  await app.listen(Number(process.env['PORT']), '127.0.0.1');
}

void main();
