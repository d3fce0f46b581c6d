import { DatabaseUnavailableError, DEPENDENCIES, ExternalServiceUnavailableError } from '@baluarte/errors';
import type { Product } from '../domain/product.js';
import { DegradationLog } from './ports/degradation-log.js';
import { Products } from './ports/products.js';
import { Recommendations } from './ports/recommendations.js';
import { ShowProduct } from './show-product.js';

const product = (productId: string): Product => ({
  productId,
  name: productId,
  description: '',
  priceMinor: 100,
  currency: 'EUR',
  available: 1,
});

class Catalogue extends Products {
  readonly asked: (readonly string[])[] = [];

  async get(productId: string): Promise<Product> {
    return product(productId);
  }

  async find(productIds: readonly string[]): Promise<readonly Product[]> {
    this.asked.push(productIds);
    return productIds.toReversed().map(product);
  }

  async list() {
    return { items: [], nextCursor: null };
  }
}

class Peer extends Recommendations {
  constructor(private readonly answer: readonly string[] | Error) {
    super();
  }

  async boughtWith(): Promise<readonly string[]> {
    if (this.answer instanceof Error) throw this.answer;
    return this.answer;
  }
}

class Log extends DegradationLog {
  readonly told: unknown[] = [];

  degraded(...what: unknown[]): void {
    this.told.push(what);
  }
}

describe('ShowProduct', () => {
  it('looks up all recommended products in one query and keeps the best first', async () => {
    const catalogue = new Catalogue();
    const page = await new ShowProduct(catalogue, new Peer(['A', 'B', 'C']), new Log()).execute('P');
    expect(page.recommendations?.map(({ productId }) => productId)).toEqual(['A', 'B', 'C']);
    expect(catalogue.asked).toEqual([['A', 'B', 'C']]);
  });

  it('tells the log, not the reader, why the recommendations are missing', async () => {
    const failure = new ExternalServiceUnavailableError(DEPENDENCIES.recommendations, 'It is down.', {
      executed: 'no',
    });
    const log = new Log();
    const page = await new ShowProduct(new Catalogue(), new Peer(failure), log).execute('P');
    expect(page.recommendations).toBeNull();
    expect(log.told).toEqual([['recommendations', failure]]);
  });

  it('hides no failure of its own', async () => {
    const catalogue = new Catalogue();
    catalogue.find = () => Promise.reject(new DatabaseUnavailableError('It is down.'));
    await expect(new ShowProduct(catalogue, new Peer(['A']), new Log()).execute('P')).rejects.toThrow(
      DatabaseUnavailableError,
    );
    const bug = new TypeError('a bug');
    await expect(new ShowProduct(new Catalogue(), new Peer(bug), new Log()).execute('P')).rejects.toBe(bug);
  });
});
