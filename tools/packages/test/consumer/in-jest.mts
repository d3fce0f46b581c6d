import { Test } from '@nestjs/testing';
import { reviewsOptions } from './resilience/reviews.config';
import { ProductPageModule } from './resilience/product-page';

it('shows a page without reviews when nobody answers', async () => {
  const REVIEWS = { REVIEWS_URL: 'http://127.0.0.1:1', REVIEWS_RETRY_MAX_RETRIES: '0' };
  const imports = [ProductPageModule.forReviews(reviewsOptions(REVIEWS))];
  const app = (await Test.createTestingModule({ imports }).compile()).createNestApplication();
  await app.listen(0, '127.0.0.1');
  const answer = await fetch(`${await app.getUrl()}/products/P1/page`);
  expect(await answer.json()).toEqual({ id: 'P1', reviews: null });
  await app.close();
});
