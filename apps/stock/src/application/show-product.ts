import { Injectable } from '@nestjs/common';
import { ExternalServiceError } from '@baluarte/errors';
import { EventStream, withFallback } from '@baluarte/resilience';
import type { Product } from '../domain/product.js';
import { PageSettings } from './ports/page-settings.js';
import { Products } from './ports/products.js';
import { Recommendations } from './ports/recommendations.js';

export interface ProductPage {
  readonly product: Product;
  /** `null` when they could not be had. */
  readonly recommendations: readonly Product[] | null;
}

/** The page can do without them, but not with a bug. */
const WITHOUT_RECOMMENDATIONS = {
  dependency: 'recommendations',
  operation: 'bought_with',
  on: [ExternalServiceError],
  substitute: () => null,
};

/** A product's page. Without the recommendations it is still a page. */
@Injectable()
export class ShowProduct {
  constructor(
    private readonly products: Products,
    private readonly recommendations: Recommendations,
    private readonly events: EventStream,
    private readonly settings: PageSettings,
  ) {}

  async execute(productId: string): Promise<ProductPage> {
    const [product, recommendations] = await Promise.all([
      this.products.get(productId),
      this.recommended(productId),
    ]);
    return { product, recommendations };
  }

  private async recommended(productId: string): Promise<readonly Product[] | null> {
    const ids = await this.boughtWith(productId);
    if (ids === null || ids.length === 0) return ids === null ? null : [];
    const found = new Map((await this.products.find(ids)).map((product) => [product.productId, product]));
    return ids.flatMap((id) => found.get(id) ?? []);
  }

  private boughtWith(productId: string): Promise<readonly string[] | null> {
    const recommend = () => this.recommendations.boughtWith(productId);
    return this.settings.withoutRecommendations
      ? withFallback(this.events, WITHOUT_RECOMMENDATIONS, recommend)
      : recommend();
  }
}
