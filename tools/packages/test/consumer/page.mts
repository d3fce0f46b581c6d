import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { ProductPageModule } from './resilience/product-page.js';
import { reviewsOptions } from './resilience/reviews.config.js';
import { adapter } from './platform.js';

async function main() {
  const app = await NestFactory.create(ProductPageModule.forReviews(reviewsOptions()), adapter());
  await app.listen(Number(process.env['PORT']), '127.0.0.1');
}

void main();
