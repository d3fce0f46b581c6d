import fc from 'fast-check';
import { BusinessRuleViolationError, standardCatalogue, toErrorBody } from '../index.js';

const options = {
  traceId: 'a'.repeat(32),
  serviceName: 'orders',
  timestamp: new Date(0),
  catalogue: standardCatalogue,
};

class AnyError extends BusinessRuleViolationError {
  readonly code = 'CONFLICT';
}

describe('the body of an error', () => {
  it('keeps the contract whatever was thrown', () => {
    fc.assert(
      fc.property(
        fc.anything({
          withBigInt: true,
          withDate: true,
          withMap: true,
          withNullPrototype: true,
          withSparseArray: true,
        }),
        (thrown) => {
          const body = toErrorBody(thrown, options);
          expect(JSON.parse(JSON.stringify(body))).toMatchObject({
            error_code: 'INTERNAL_ERROR',
            status_code: 500,
            timestamp: '1970-01-01T00:00:00.000Z',
          });
        },
      ),
    );
  });

  it('always serialises a context, and keeps it small', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.anything({ withBigInt: true, withDate: true, maxDepth: 8 })),
        (context) => {
          const body = toErrorBody(new AnyError('no', { context }), options);
          expect(() => JSON.stringify(body)).not.toThrow();
        },
      ),
    );
    const huge = toErrorBody(
      new AnyError('no', { context: { list: Array.from({ length: 1e5 }, (_, index) => index) } }),
      options,
    );
    expect(JSON.stringify(huge).length).toBeLessThan(2_000);
  });

  it('takes a code that is not in the catalogue for a bug', () => {
    class Unlisted extends BusinessRuleViolationError {
      readonly code = 'NEVER_HEARD_OF';
    }
    expect(toErrorBody(new Unlisted('inside'), options)).toMatchObject({
      error_code: 'INTERNAL_ERROR',
      message: expect.not.stringContaining('inside'),
    });
  });
});
