import {
  BusinessRuleViolationError,
  DEPENDENCIES,
  ExternalServiceBadAnswerError,
  ExternalServiceTimeoutError,
  ExternalServiceUnavailableError,
  judgeFailure,
  type CallFailure,
} from './index.js';

class InsufficientStockError extends BusinessRuleViolationError {
  readonly code = 'INSUFFICIENT_STOCK';
}

const stock = DEPENDENCIES.stock;
const business = { INSUFFICIENT_STOCK: () => new InsufficientStockError('Not enough.') };
const refusal = (error_code: string, status: number): CallFailure => ({
  type: 'answer',
  status,
  body: { error_code, service_name: 'stock', message: 'no' },
});

describe("another service's failure", () => {
  it('becomes our business error when our business knows it', () => {
    expect(judgeFailure(stock, refusal('INSUFFICIENT_STOCK', 409), { business })).toBeInstanceOf(
      InsufficientStockError,
    );
  });

  it.each<[string, CallFailure, unknown, string, 'no' | 'unknown']>([
    [
      'a refusal that we did not expect',
      refusal('VALIDATION_FAILED', 422),
      ExternalServiceBadAnswerError,
      'STOCK_SERVICE_BAD_ANSWER',
      'no',
    ],
    [
      'its own failure',
      refusal('INTERNAL_ERROR', 500),
      ExternalServiceBadAnswerError,
      'STOCK_SERVICE_BAD_ANSWER',
      'unknown',
    ],
    [
      'a known code on a server failure',
      refusal('INSUFFICIENT_STOCK', 500),
      ExternalServiceBadAnswerError,
      'STOCK_SERVICE_BAD_ANSWER',
      'unknown',
    ],
    [
      'too many requests',
      refusal('RATE_LIMITED', 429),
      ExternalServiceUnavailableError,
      'STOCK_SERVICE_UNAVAILABLE',
      'no',
    ],
    [
      'unavailability',
      { type: 'answer', status: 503, body: '<html>' },
      ExternalServiceUnavailableError,
      'STOCK_SERVICE_UNAVAILABLE',
      'unknown',
    ],
    [
      'a gateway that waited too long',
      { type: 'answer', status: 504, body: null },
      ExternalServiceTimeoutError,
      'STOCK_SERVICE_TIMEOUT',
      'unknown',
    ],
    [
      'a refused connection',
      { type: 'no_answer', reason: 'refused', executed: 'no' },
      ExternalServiceUnavailableError,
      'STOCK_SERVICE_UNAVAILABLE',
      'no',
    ],
    [
      'a reset',
      { type: 'no_answer', reason: 'reset', executed: 'unknown' },
      ExternalServiceUnavailableError,
      'STOCK_SERVICE_UNAVAILABLE',
      'unknown',
    ],
    [
      'silence',
      { type: 'no_answer', reason: 'timeout', executed: 'unknown' },
      ExternalServiceTimeoutError,
      'STOCK_SERVICE_TIMEOUT',
      'unknown',
    ],
    [
      'garbage',
      { type: 'invalid_answer', detail: 'with garbage' },
      ExternalServiceBadAnswerError,
      'STOCK_SERVICE_BAD_ANSWER',
      'unknown',
    ],
    [
      'an open breaker',
      { type: 'rejected', by: 'circuit', executed: 'no', retryAfterSeconds: 4 },
      ExternalServiceUnavailableError,
      'STOCK_SERVICE_UNAVAILABLE',
      'no',
    ],
    [
      'a deadline that passed',
      { type: 'rejected', by: 'deadline', executed: 'unknown' },
      ExternalServiceTimeoutError,
      'STOCK_SERVICE_TIMEOUT',
      'unknown',
    ],
  ])(
    'becomes a technical error of ours that says whether it acted: %s',
    (_what, failure, type, code, executed) => {
      const judged = judgeFailure(stock, failure, { business, cause: new Error('below') });
      expect(judged).toBeInstanceOf(type);
      expect(judged).toMatchObject({ code, executed, dependency: 'stock', cause: new Error('below') });
      expect(judged.context['cause']).toMatchObject({ service: 'stock' });
    },
  );

  it('takes the word of a service that says it did nothing', () => {
    const failure: CallFailure = {
      type: 'answer',
      status: 503,
      body: { error_code: 'CARD_PROCESSOR_UNAVAILABLE', context: { executed: 'no' } },
    };
    expect(judgeFailure(DEPENDENCIES.payments, failure)).toMatchObject({ executed: 'no' });
  });

  it('keeps when to come back', () => {
    expect(
      judgeFailure(stock, { type: 'answer', status: 503, body: null, retryAfterSeconds: 7 }),
    ).toMatchObject({ retryAfterSeconds: 7 });
  });
});

describe('what another service says of itself', () => {
  it.each(['constructor', 'toString', '__proto__'])('is not looked up outside our business: %s', (code) => {
    expect(judgeFailure(stock, refusal(code, 409), { business })).toMatchObject({
      code: 'STOCK_SERVICE_BAD_ANSWER',
    });
  });

  it.each([
    ['text', 'Service Unavailable'],
    ['a list', [1, 2]],
    ['names that are sentences', { error_code: 'SELECT 1 FROM cards', service_name: 'host 10.0.0.7' }],
    ['numbers', { error_code: 7, service_name: 8, message: 9, context: 10 }],
  ])('is left out where it is %s', (_what, body) => {
    const judged = judgeFailure(stock, { type: 'answer', status: 500, body });
    expect(judged.context).toEqual({ cause: { service: 'stock' } });
  });

  it('does not become our business error with a status that is no refusal', () => {
    expect(
      judgeFailure(
        stock,
        { type: 'answer', status: 200, body: { error_code: 'INSUFFICIENT_STOCK' } },
        { business },
      ),
    ).toMatchObject({ code: 'STOCK_SERVICE_BAD_ANSWER', executed: 'unknown' });
  });
});
