import { Controller, Get, Injectable, Module, Param, type DynamicModule } from '@nestjs/common';
import {
  baseCatalogue,
  dependencyRows,
  ExternalServiceError,
  judgeFailure,
  type Dependency,
} from '@baluarte/errors';
import { ErrorsModule } from '@baluarte/errors/nest';
import {
  describeCallFailure,
  EventStream,
  withFallback,
  type ResilientClient,
  type ResilientClientOptions,
} from '../../../src/index.js';
import { InjectClient, ResilienceModule } from '../../../src/nest/index.js';

const reviews: Dependency = {
  name: 'reviews',
  codes: {
    unavailable: 'REVIEWS_UNAVAILABLE',
    timeout: 'REVIEWS_TIMEOUT',
    badAnswer: 'REVIEWS_BAD_ANSWER',
  },
};

/** A page without reviews is a page; a bug is a bug. */
const WITHOUT_REVIEWS = {
  dependency: 'reviews',
  operation: 'of_product',
  on: [ExternalServiceError],
  substitute: () => null,
};

@Injectable()
class Reviews {
  constructor(@InjectClient('reviews') private readonly http: ResilientClient['http']) {}

  async of(productId: string): Promise<string[]> {
    try {
      return (await this.http.get<string[]>(`/reviews/${productId}`, { operation: 'of_product' })).data;
    } catch (error) {
      throw judgeFailure(reviews, describeCallFailure(error), { cause: error });
    }
  }
}

@Controller('products')
class ProductPageController {
  constructor(
    private readonly reviews: Reviews,
    private readonly events: EventStream,
  ) {}

  @Get(':id/reviews')
  reviewsOf(@Param('id') id: string) {
    return this.reviews.of(id);
  }

  @Get(':id/page')
  async page(@Param('id') id: string) {
    return { id, reviews: await withFallback(this.events, WITHOUT_REVIEWS, () => this.reviews.of(id)) };
  }
}

@Module({ controllers: [ProductPageController], providers: [Reviews] })
export class ProductPageModule {
  static forReviews(options: ResilientClientOptions): DynamicModule {
    const catalogue = baseCatalogue.extend(dependencyRows(reviews, 'review service'));
    return {
      module: ProductPageModule,
      imports: [
        ResilienceModule.forRoot(),
        ResilienceModule.forClient('reviews', options),
        ErrorsModule.forRoot({ serviceName: 'shop', catalogue }),
      ],
    };
  }
}
