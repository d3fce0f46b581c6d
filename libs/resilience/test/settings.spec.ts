import { checkClientOptions } from '../src/http/client-options.js';
import { OPTION_ROWS } from '../src/options/option-rows.js';
import { PRESETS, type Preset } from '../src/options/presets.js';
import {
  clientOptionsOf,
  clientSettings,
  clientSettingsMistake,
  type ClientSettingValues,
} from '../src/options/settings.js';

/** What the variables hold when nobody sets any. */
function defaultsOf(preset?: Preset): ClientSettingValues<'PAYMENTS'> {
  const rows = Object.entries(clientSettings('PAYMENTS', preset));
  return Object.fromEntries(
    rows.map(([name, row]) => [name, row.default]),
  ) as unknown as ClientSettingValues<'PAYMENTS'>;
}

describe('options from the environment', () => {
  it('have a variable each, named after the dependency and the option', () => {
    const settings = clientSettings('PAYMENTS');
    expect(Object.keys(settings)).toHaveLength(Object.keys(OPTION_ROWS).length + 6);
    expect(settings.PAYMENTS_RETRY_MAX_RETRIES).toEqual(OPTION_ROWS['retry.maxRetries']);
    expect(settings.PAYMENTS_CIRCUIT_MODE).toEqual(OPTION_ROWS['circuit.mode']);
    expect(settings.PAYMENTS_MAX_RESPONSE_BYTES).toMatchObject({ unit: 'bytes', default: 10_485_760 });
  });

  it('have the defaults of the preset, and over these their own', () => {
    const settings = clientSettings('PAYMENTS', 'payment', {
      retry: { maxRetries: 0 },
      connectTimeoutMs: 200,
    });
    expect(settings.PAYMENTS_ATTEMPT_TIMEOUT_MS.default).toBe(2_500);
    expect(settings.PAYMENTS_RETRY_MAX_RETRIES.default).toBe(0);
    expect(settings.PAYMENTS_CONNECT_TIMEOUT_MS.default).toBe(200);
    expect(settings.PAYMENTS_BULKHEAD_SLOTS.default).toBe(20);
  });

  it('make the options of a client', () => {
    const values = { ...defaultsOf('payment'), PAYMENTS_BULKHEAD_QUEUE: 3 };
    expect(clientOptionsOf('PAYMENTS', values, 'http://payments:3002')).toMatchObject({
      baseURL: 'http://payments:3002',
      totalTimeoutMs: 3_000,
      attemptTimeoutMs: 2_500,
      bulkhead: { slots: 20, queue: 3 },
      circuit: { mode: 'on', slowCallMs: 2_500 },
      transport: 'undici',
      maxResponseBytes: 10_485_760,
    });
  });

  it.each(Object.keys(PRESETS) as Preset[])(
    'make a client when nobody sets any, from the preset %s',
    (preset) => {
      const options = clientOptionsOf('PAYMENTS', defaultsOf(preset), 'http://payments:3002');
      expect(checkClientOptions('payments', options).pipeline).toMatchObject(PRESETS[preset]);
    },
  );

  it('say how long opening a connection may take, which is never longer than an attempt', () => {
    expect(clientSettings('PAYMENTS', 'read-heavy').PAYMENTS_CONNECT_TIMEOUT_MS.default).toBe(400);
    expect(clientSettings('PAYMENTS', 'payment').PAYMENTS_CONNECT_TIMEOUT_MS.default).toBe(500);
    const values = { ...defaultsOf(), PAYMENTS_ATTEMPT_TIMEOUT_MS: 200 };
    expect(clientOptionsOf('PAYMENTS', values, 'http://payments:3002').connectTimeoutMs).toBe(200);
  });

  it('are checked together, and every mistake is told', () => {
    expect(clientSettingsMistake('PAYMENTS', defaultsOf())).toBeUndefined();
    const values = { ...defaultsOf(), PAYMENTS_ATTEMPT_TIMEOUT_MS: 9_000, PAYMENTS_CIRCUIT_FAILURE_RATIO: 0 };
    expect(clientSettingsMistake('PAYMENTS', values)).toBe(
      [
        'attemptTimeoutMs (9000) is longer than totalTimeoutMs (3000)',
        'circuit.windowMs (10000) is shorter than two attempts (attemptTimeoutMs is 9000)',
        'circuit.failureRatio (0) would open the circuit without any failure',
      ].join('; '),
    );
  });

  it('are not blamed for anything else that goes wrong', () => {
    const values = { ...defaultsOf(), PAYMENTS_RETRY_MAX_RETRIES: [Object.create(null)] };
    expect(() => clientSettingsMistake('PAYMENTS', values as never)).toThrow(/primitive value/);
  });

  it('that are not there at all are the defaults', () => {
    expect(clientSettingsMistake('PAYMENTS', {} as ClientSettingValues<'PAYMENTS'>)).toBeUndefined();
  });
});
