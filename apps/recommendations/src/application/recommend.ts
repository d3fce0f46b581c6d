import { Injectable } from '@nestjs/common';
import { Pairs, type Recommendation } from './ports/pairs.js';

const HOW_MANY = 5;

/** What else was bought by those who bought a product. */
@Injectable()
export class Recommend {
  constructor(private readonly pairs: Pairs) {}

  execute(productId: string): Promise<readonly Recommendation[]> {
    return this.pairs.best(productId, HOW_MANY);
  }
}
