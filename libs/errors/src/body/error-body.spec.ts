import fc from 'fast-check';
import {
  AppError,
  BusinessRuleViolationError,
  DEPENDENCIES,
  ExternalServiceUnavailableError,
  KINDS,
  TechnicalError,
  standardCatalogue,
  toErrorBody,
  toProblemDetails,
  type ErrorKind,
} from '../index.js';
import { expectContract } from '../../test/expect-contract.js';

const options = {
  traceId: 'a'.repeat(32),
  serviceName: 'orders',
  timestamp: new Date(0),
  catalogue: standardCatalogue,
  documentationBaseUrl: 'http://localhost:3001',
};
const sent = (thrown: unknown) =>
  JSON.parse(JSON.stringify(toErrorBody(thrown, options))) as Record<string, unknown>;

class ConflictError extends BusinessRuleViolationError {
  readonly code = 'CONFLICT';
}

/** Any error of ours that somebody could write, right or wrong. */
class WildError extends AppError {
  readonly code: string;
  readonly kind: ErrorKind;

  constructor(code: string, kind: ErrorKind, message: string, context: Record<string, unknown>) {
    super(message, { context });
    this.code = code;
    this.kind = kind;
  }
}

const anything = fc.anything({
  withBigInt: true,
  withBoxedValues: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withNullPrototype: true,
  withObjectString: true,
  withSparseArray: true,
  withTypedArray: true,
  withUnicodeString: true,
  maxDepth: 8,
});
const codes = fc.oneof(
  fc.constantFrom(...standardCatalogue.entries().map(({ code }) => code)),
  fc.string(),
  fc.constantFrom('constructor', '__proto__', 'toString'),
);
const kinds = fc.constantFrom(...(Object.keys(KINDS) as ErrorKind[]));

const throwing = () => {
  throw new Error('from inside');
};

describe('the body of an error', () => {
  it('keeps the contract whatever was thrown', () => {
    fc.assert(
      fc.property(anything, (thrown) => {
        expectContract(sent(thrown), { code: 'INTERNAL_ERROR', status: 500 });
      }),
    );
  });

  it('keeps the contract whatever an error of ours carries', () => {
    fc.assert(
      fc.property(
        codes,
        kinds,
        fc.string({ unit: 'binary', maxLength: 3_000 }),
        fc.dictionary(fc.string(), anything),
        (code, kind, message, context) => {
          const body = sent(new WildError(code, kind, message, context));
          expectContract(body);
          expect(JSON.stringify(body).length).toBeLessThan(200_000);
        },
      ),
    );
  });

  it.each<[string, () => unknown]>([
    ['nothing', () => undefined],
    ['a text', () => 'SELECT secret'],
    ['a frozen object', () => Object.freeze({ message: 'secret', status: 404 })],
    ['a proxy that was revoked', revokedProxy],
    [
      'an error whose properties throw',
      () => Object.defineProperties(new Error(), { message: { get: throwing }, code: { get: throwing } }),
    ],
    [
      'an error of ours whose code throws',
      () => Object.defineProperty(new ConflictError('x'), 'code', { get: throwing }),
    ],
  ])('is that of a bug for %s', (_what, thrown) => {
    expectContract(sent(thrown()), { code: 'INTERNAL_ERROR', status: 500 });
    expect(JSON.stringify(sent(thrown()))).not.toContain('secret');
  });

  it('falls back to the words of the catalogue when an error cannot be read', () => {
    const unreadable = Object.defineProperty(new ConflictError('x'), 'context', { get: throwing });
    expect(sent(unreadable)).toMatchObject({
      error_code: 'CONFLICT',
      message: standardCatalogue.get('CONFLICT')?.message,
    });
  });

  it('takes a code that is not in the catalogue for a bug', () => {
    const unlisted = new WildError('NEVER_HEARD_OF', 'business_rule', 'inside', { inside: true });
    expect(sent(unlisted)).toMatchObject({ error_code: 'INTERNAL_ERROR', status_code: 500 });
    expect(JSON.stringify(sent(unlisted))).not.toContain('inside');
  });

  it('hides the words of a technical error even under a code of the business', () => {
    class LostError extends TechnicalError {
      readonly code = 'CONFLICT';
      readonly kind = 'internal';
    }
    const body = sent(new LostError('10.0.0.7 refused', { context: { host: '10.0.0.7' } }));
    expect(JSON.stringify(body)).not.toContain('10.0.0.7');
  });
});

describe('the context of a technical error', () => {
  const failed = (context: Record<string, unknown>) =>
    sent(new ExternalServiceUnavailableError(DEPENDENCIES.stock, 'inside', { context, executed: 'no' }));

  it('tells which service failed, how, and whether it acted, and nothing else', () => {
    const cause = { service: 'stock', error_code: 'INTERNAL_ERROR', host: '10.0.0.7' };
    expect(failed({ cause, executed: 'no', host: '10.0.0.7' })['context']).toEqual({
      cause: { service: 'stock', error_code: 'INTERNAL_ERROR' },
      executed: 'no',
    });
  });

  it.each([
    ['a text', 'connect ECONNREFUSED 10.0.0.7'],
    ['an error', new Error('connect ECONNREFUSED 10.0.0.7')],
    ['names that are sentences', { service: 'host 10.0.0.7', error_code: 'SELECT * FROM cards' }],
  ])('tells nothing of a cause that is %s', (_what, cause) => {
    expect(failed({ cause })).not.toHaveProperty('context');
  });
});

describe('an error as RFC 9457 sees it', () => {
  it('has the members of the standard, and the rest as extensions', () => {
    const entry = standardCatalogue.get('CONFLICT');
    if (!entry) throw new Error('CONFLICT is not in the catalogue.');
    const body = toErrorBody(new ConflictError('Too late.', { context: { order_id: '1' } }), options);
    expect(toProblemDetails(body, entry)).toEqual({
      type: 'http://localhost:3001/errors/CONFLICT',
      title: entry.title,
      status: 409,
      detail: 'Too late.',
      instance: `urn:trace:${options.traceId}`,
      trace_id: options.traceId,
      error_code: 'CONFLICT',
      timestamp: '1970-01-01T00:00:00.000Z',
      service_name: 'orders',
      context: { order_id: '1' },
    });
  });
});

function revokedProxy(): unknown {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}
