import { Readme } from '@baluarte/testing';
import { shopConfig } from './readme/shop.config.js';

const readme = new Readme('@baluarte/config', new URL('../', import.meta.url));

describe('README.md', () => {
  it('shows the programs that are run here, and no others', () => {
    expect(readme.shownPrograms()).toEqual(readme.writtenPrograms());
  });

  it('shows the message of the program', async () => {
    const environment = { STOCK_URL: 'stock:8080', STOCK_ATTEMPT_TIMEOUT_MS: '5000' };
    expect(() => shopConfig(environment)).toThrow(readme.blockAfter('message').trim());
  });

  it('shows a program that reads', () => {
    expect(shopConfig({ STOCK_URL: 'http://stock:8080/', STOCK_TOKEN: 'abcd' })).toEqual({
      port: 3000,
      stock: {
        baseURL: 'http://stock:8080',
        token: 'abcd',
        attemptTimeoutMs: 1_000,
        totalTimeoutMs: 3_000,
      },
    });
  });
});
