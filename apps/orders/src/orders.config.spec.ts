import { ConfigurationError } from '@baluarte/config';
import { readOrdersConfig } from './orders.config.js';

const DATABASE_URL = 'postgres://localhost/orders';

function violations(environment: Record<string, string>): readonly string[] {
  try {
    readOrdersConfig(environment);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.violations;
  }
}

describe('the settings of orders', () => {
  it('have a default for everything but the database', () => {
    expect(violations({ DATABASE_URL })).toEqual([]);
    expect(violations({})).toEqual([expect.stringMatching(/^DATABASE_URL is not set/)]);
  });

  it('refuse a lease that could end while its holder is still at work', () => {
    expect(violations({ DATABASE_URL, SAGA_LEASE_MS: '7000' })).toEqual([
      expect.stringContaining('SAGA_LEASE_MS is "7000": expected more than 7000'),
    ]);
    expect(violations({ DATABASE_URL, SAGA_LEASE_MS: '7001' })).toEqual([]);
    expect(violations({ DATABASE_URL, STOCK_TOTAL_TIMEOUT_MS: '7000' })).toEqual([
      expect.stringContaining('SAGA_LEASE_MS'),
    ]);
  });

  it('refuse a backoff that would shrink', () => {
    expect(violations({ DATABASE_URL, SAGA_BACKOFF_MAX_MS: '10' })).toEqual([
      expect.stringContaining('SAGA_BACKOFF_MAX_MS'),
    ]);
  });

  it('lists every mistake at once', () => {
    expect(violations({ PORT: 'x', RECOVERY_BATCH: '0', STOCK_URL: 'stock' })).toHaveLength(4);
  });
});
