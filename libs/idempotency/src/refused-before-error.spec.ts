import { BusinessError, standardCatalogue } from '@baluarte/errors';
import { RefusedBeforeError, refusalIn, refusalToStore } from './refused-before-error.js';

class CardDeclinedError extends BusinessError {
  readonly code = 'CARD_DECLINED';
  readonly kind = 'business_rule';
}

class HouseRuleError extends BusinessError {
  readonly code = 'HOUSE_RULE';
  readonly kind = 'authorization';
}

const stored = (error: BusinessError, catalogue = standardCatalogue) =>
  JSON.parse(JSON.stringify(refusalToStore(error, catalogue))) as ReturnType<typeof refusalToStore>;

describe('a stored refusal', () => {
  it('is told again with the same code, kind, words and context', () => {
    const error = new CardDeclinedError('The card was declined.', { context: { amount: 5 } });
    const answer = stored(error);
    expect(answer.status).toBe(402);
    const again = refusalIn(answer);
    expect(again).toBeInstanceOf(RefusedBeforeError);
    expect(again).toMatchObject({
      code: 'CARD_DECLINED',
      kind: 'business_rule',
      message: 'The card was declined.',
      context: { amount: 5 },
    });
  });

  it('may have a code of an own catalogue', () => {
    const row = { kind: 'authorization', title: 'No', explanation: 'No.', message: 'No.' } as const;
    const catalogue = standardCatalogue.extend({ HOUSE_RULE: row });
    const answer = stored(new HouseRuleError('No.'), catalogue);
    expect(answer.status).toBe(403);
    expect(refusalIn(answer, catalogue)).toMatchObject({ code: 'HOUSE_RULE', kind: 'authorization' });
  });

  it('has the status of its kind when its code is in no catalogue', () => {
    expect(stored(new HouseRuleError('No.')).status).toBe(403);
  });

  it('is not what a success is', () => {
    expect(refusalIn({ status: 201, body: {} })).toBeUndefined();
  });
});
