import { Injectable } from '@nestjs/common';
import type { Charge, ChargeRequest } from './charge.js';
import { Elapsed } from './ports/elapsed.js';
import { Ledger } from './ports/ledger.js';
import { testToken } from './test-tokens.js';

export type ChargeOutcome =
  | { readonly type: 'answer'; readonly charge: Charge; readonly waitMs: number }
  | { readonly type: 'cut' | 'garbage' | 'hang' };

/** Charges a card the way its test token asks for. */
@Injectable()
export class TakeCharge {
  constructor(
    private readonly ledger: Ledger,
    private readonly elapsed: Elapsed,
  ) {}

  async execute(request: ChargeRequest): Promise<ChargeOutcome> {
    const token = testToken(request.paymentToken);
    if (token.silence !== undefined) return { type: token.silence };
    const { charge, isNew } = await this.ledger.charge(request, (attempt) => token.refuse?.(attempt));
    if (token.answer === 'lost' && isNew) return { type: 'cut' };
    const waitMs =
      token.answer === 'slow'
        ? this.elapsed.slowAnswerMs - this.elapsed.millisecondsSince(charge.createdAt)
        : 0;
    return { type: 'answer', charge, waitMs };
  }
}
