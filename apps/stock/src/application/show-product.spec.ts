import { DatabaseUnavailableError, DEPENDENCIES, ExternalServiceUnavailableError } from '@baluarte/errors';
import { EventStream, type ResilienceEvent } from '@baluarte/resilience';
import type { Product } from '../domain/product.js';
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

const LENIENT = { withoutRecommendations: true };

function showing(
  catalogue: Products,
  peer: Peer,
  events = new EventStream(),
  settings = LENIENT,
): ShowProduct {
  return new ShowProduct(catalogue, peer, events, settings);
}

describe('ShowProduct', () => {
  it('looks up all recommended products in one query and keeps the best first', async () => {
    const catalogue = new Catalogue();
    const page = await showing(catalogue, new Peer(['A', 'B', 'C'])).execute('P');
    expect(page.recommendations?.map(({ productId }) => productId)).toEqual(['A', 'B', 'C']);
    expect(catalogue.asked).toEqual([['A', 'B', 'C']]);
  });

  it('tells operators, not the reader, that the recommendations are missing', async () => {
    const failure = new ExternalServiceUnavailableError(DEPENDENCIES.recommendations, 'It is down.', {
      executed: 'no',
    });
    const events = new EventStream();
    const told: ResilienceEvent[] = [];
    events.subscribe((event) => told.push(event));
    const page = await showing(new Catalogue(), new Peer(failure), events).execute('P');
    expect(page.recommendations).toBeNull();
    expect(told).toMatchObject([
      { type: 'fallback', dependency: 'recommendations', operation: 'bought_with', reason: failure.name },
    ]);
  });

  it('fails with what it can do without, once that is asked of it', async () => {
    const failure = new ExternalServiceUnavailableError(DEPENDENCIES.recommendations, 'It is down.', {
      executed: 'no',
    });
    const strict = showing(new Catalogue(), new Peer(failure), new EventStream(), {
      withoutRecommendations: false,
    });
    await expect(strict.execute('P')).rejects.toBe(failure);
  });

  it('hides no failure of its own', async () => {
    const catalogue = new Catalogue();
    catalogue.find = () => Promise.reject(new DatabaseUnavailableError('It is down.'));
    await expect(showing(catalogue, new Peer(['A'])).execute('P')).rejects.toThrow(DatabaseUnavailableError);
    const bug = new TypeError('a bug');
    await expect(showing(new Catalogue(), new Peer(bug)).execute('P')).rejects.toBe(bug);
  });
});
