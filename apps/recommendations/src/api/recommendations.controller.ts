import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ApiErrors } from '@baluarte/errors/nest';
import { Recommend } from '../application/recommend.js';

const productIdParameter = z.string().regex(/^[A-Za-z0-9_-]{1,50}$/, 'expected an id such as P001');

const recommendationsSchema = z.object({
  product_id: z.string(),
  recommendations: z.array(z.object({ product_id: z.string(), bought_together: z.int() })),
});

@ApiTags('recommendations')
@Controller('recommendations')
export class RecommendationsController {
  constructor(private readonly recommend: Recommend) {}

  @Get(':productId')
  @ApiOperation({
    summary: 'What was bought together with a product; nothing for a product that nobody bought',
  })
  @ApiOkResponse({ standardSchema: recommendationsSchema })
  @ApiErrors('VALIDATION_FAILED', 'DATABASE_UNAVAILABLE', 'QUERY_TIMEOUT', 'DATABASE_POOL_EXHAUSTED')
  async get(@Param('productId', { schema: productIdParameter }) productId: string) {
    const recommendations = await this.recommend.execute(productId);
    return {
      product_id: productId,
      recommendations: recommendations.map((each) => ({
        product_id: each.productId,
        bought_together: each.boughtTogether,
      })),
    };
  }
}
