import { Injectable } from '@nestjs/common';
import { ExternalServiceError } from '@baluarte/errors';
import type { Product } from '../domain/product.js';
import { DegradationLog } from './ports/degradation-log.js';
import { Products } from './ports/products.js';
import { Recommendations } from './ports/recommendations.js';

export interface ProductPage {
  readonly product: Product;
  /** `null` when they could not be had. */
  readonly recommendations: readonly Product[] | null;
}

/** A product's page. Without the recommendations it is still a page. */
@Injectable()
export class ShowProduct {
  constructor(
    private readonly products: Products,
    private readonly recommendations: Recommendations,
    private readonly log: DegradationLog,
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

  private async boughtWith(productId: string): Promise<readonly string[] | null> {
    try {
      return await this.recommendations.boughtWith(productId);
    } catch (error) {
      if (!(error instanceof ExternalServiceError)) throw error;
      this.log.degraded('recommendations', error);
      return null;
    }
  }
}
