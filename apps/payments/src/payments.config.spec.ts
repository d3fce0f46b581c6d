import { readPaymentsConfig } from './payments.config.js';

const DATABASE_URL = 'postgres://payments:secret@localhost/payments';

describe('the settings of payments', () => {
  it('have defaults that fit each other', () => {
    expect(readPaymentsConfig({ DATABASE_URL })).toMatchObject({
      port: 3002,
      publicUrl: 'http://localhost:3002',
      psp: { connectTimeoutMs: 500, attemptTimeoutMs: 1_000, totalTimeoutMs: 3_000 },
      resolution: { giveUpAfterMs: 30_000, leaseMs: 10_000 },
    });
  });

  it('are refused with everything that is wrong at once', () => {
    const read = () =>
      readPaymentsConfig({
        DATABASE_URL: 'mysql://payments:secret@localhost',
        PSP_URL: 'localhost',
        PSP_RETRY_BASE_DELAY_MS: '2000',
        PAYMENT_GIVE_UP_AFTER_MS: '0',
        RESOLUTION_LEASE_MS: '9000',
      });
    expect(read).toThrow(/5 settings are wrong/);
    for (const violation of [
      /DATABASE_URL is a value that is not shown/,
      /PSP_URL is "localhost"/,
      /retry\.baseDelayMs \(2000\) is longer than retry\.maxDelayMs \(1000\)/,
      /PAYMENT_GIVE_UP_AFTER_MS is "0"/,
      /RESOLUTION_LEASE_MS is "9000": expected more than 9000/,
    ])
      expect(read).toThrow(violation);
    expect(read).not.toThrow(/payments:secret/);
  });

  it('are refused when one attempt may take longer than all of them', () => {
    expect(() => readPaymentsConfig({ DATABASE_URL, PSP_ATTEMPT_TIMEOUT_MS: '4000' })).toThrow(
      /PSP_ATTEMPT_TIMEOUT_MS is "4000": attemptTimeoutMs \(4000\) is longer than totalTimeoutMs \(3000\)/,
    );
  });
});
