import { Controller, Get, Module, Param, type DynamicModule } from '@nestjs/common';
import type { ResilientClient } from '../../../src/index.js';
import { InjectClient, ResilienceModule } from '../../../src/nest/index.js';

@Controller('products')
class ProductsController {
  constructor(@InjectClient('stock') private readonly stock: ResilientClient['http']) {}

  @Get(':id')
  async show(@Param('id') id: string) {
    const { data } = await this.stock.get<object>(`/products/${id}`, { operation: 'product' });
    return data;
  }
}

@Module({ controllers: [ProductsController] })
export class ShopModule {
  static forStock(baseURL: string): DynamicModule {
    return {
      module: ShopModule,
      imports: [
        ResilienceModule.forRoot(),
        ResilienceModule.forClient('stock', { baseURL, preset: 'read-heavy' }),
      ],
    };
  }
}
