import { Injectable } from '@nestjs/common';
import type { Charge, ChargeRequest } from './charge.js';
import { Clock } from './ports/clock.js';
import { Ledger } from './ports/ledger.js';
import { SlowAnswers } from './ports/slow-answers.js';
import { testToken } from './test-tokens.js';

export type ChargeOutcome =
  | { readonly type: 'answer'; readonly charge: Charge; readonly waitMs: number }
  | { readonly type: 'cut' | 'garbage' | 'hang' };

/** Charges a card the way its test token asks for. */
@Injectable()
export class TakeCharge {
  constructor(
    private readonly ledger: Ledger,
    private readonly clock: Clock,
    private readonly slowAnswers: SlowAnswers,
  ) {}

  /** @throws PspError when the card, the token or the key is refused */
  async execute(request: ChargeRequest): Promise<ChargeOutcome> {
    const token = testToken(request.paymentToken);
    const entry = await this.ledger.charge(request, token.judge);
    if (entry.type === 'refuse') throw entry.error;
    if (entry.type !== 'entered') return { type: entry.type };
    if (token.answer === 'lost' && entry.isNew) return { type: 'cut' };
    const waitMs = token.answer === 'slow' ? this.remainingMs(entry.charge) : 0;
    return { type: 'answer', charge: entry.charge, waitMs };
  }

  private remainingMs({ createdAt }: Charge): number {
    const passedMs = this.clock.now().getTime() - createdAt.getTime();
    return Math.min(this.slowAnswers.afterMs, Math.max(0, this.slowAnswers.afterMs - passedMs));
  }
}
