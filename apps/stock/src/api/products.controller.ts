import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiErrors } from '@baluarte/errors/nest';
import { Products } from '../application/ports/products.js';
import { ShowProduct } from '../application/show-product.js';
import { DATABASE_ERRORS } from './operation-errors.js';
import {
  productDetailSchema,
  productIdParameter,
  productPageSchema,
  productsQuery,
  type ProductsQuery,
} from './stock.request.js';
import { productPageView, productView } from './views.js';

@ApiTags('products')
@Controller('products')
export class ProductsController {
  constructor(
    private readonly showProduct: ShowProduct,
    private readonly products: Products,
  ) {}

  @Get()
  @ApiOperation({ summary: 'List the catalogue' })
  @ApiOkResponse({ standardSchema: productPageSchema })
  @ApiErrors('INVALID_CURSOR', 'VALIDATION_FAILED', ...DATABASE_ERRORS)
  async list(@Query({ schema: productsQuery }) { limit, cursor }: ProductsQuery) {
    const { items, nextCursor } = await this.products.list(limit, cursor);
    return { items: items.map(productView), next_cursor: nextCursor };
  }

  @Get(':id')
  @ApiOperation({
    summary: "A product's page",
    description: 'recommendations is null, and degraded names it, when they could not be had.',
  })
  @ApiOkResponse({ standardSchema: productDetailSchema })
  @ApiErrors('PRODUCT_NOT_FOUND', 'VALIDATION_FAILED', ...DATABASE_ERRORS)
  async get(@Param('id', { schema: productIdParameter }) id: string) {
    return productPageView(await this.showProduct.execute(id));
  }
}
