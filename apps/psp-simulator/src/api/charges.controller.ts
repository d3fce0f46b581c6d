import type { ServerResponse } from 'node:http';
import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  HttpStatus,
  Param,
  Post,
  Query,
  Res,
} from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { TakeCharge, type ChargeOutcome } from '../application/take-charge.js';
import { Ledger } from '../application/ports/ledger.js';
import { PspError } from '../application/psp-error.js';
import {
  cancellationBody,
  chargeBody,
  chargeId,
  chargesQuery,
  keyOf,
  type CancellationBody,
  type ChargeBody,
  type ChargesQuery,
} from './charge.request.js';
import { cancellationSchema, chargeSchema, chargesSchema, chargeView } from './charge-view.js';
import { HeldAnswers } from './held-answers.js';

/** Fastify's reply, as far as it is used here. */
interface Reply {
  readonly raw: ServerResponse;
  status(status: number): Reply;
  send(body: unknown): Reply;
  hijack(): void;
}

const KEY = { name: 'Idempotency-Key', required: true };
const HALF_AN_ANSWER = '{"id": "ch_1", "status": appro';

@ApiTags('charges')
@Controller()
export class ChargesController {
  constructor(
    private readonly takeCharge: TakeCharge,
    private readonly ledger: Ledger,
    private readonly heldAnswers: HeldAnswers,
  ) {}

  @Post('charges')
  @ApiOperation({ summary: 'Charge a card once per Idempotency-Key' })
  @ApiHeader(KEY)
  @ApiCreatedResponse({ standardSchema: chargeSchema })
  async charge(
    @Body({ schema: chargeBody }) body: ChargeBody,
    @Headers('idempotency-key') key: string | undefined,
    @Res() reply: Reply,
  ): Promise<void> {
    const outcome = await this.takeCharge.execute({
      idempotencyKey: requireKey(key),
      orderId: body.order_id,
      amountMinor: body.amount_minor,
      currency: body.currency,
      paymentToken: body.payment_token,
    });
    await this.answer(reply, outcome);
  }

  @Get('charges')
  @ApiOperation({ summary: 'The charges that were really made for an order' })
  @ApiOkResponse({ standardSchema: chargesSchema })
  async charges(@Query({ schema: chargesQuery }) { order_id }: ChargesQuery) {
    return { items: (await this.ledger.ofOrder(order_id)).map(chargeView) };
  }

  @Post('charges/:id/refund')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Give the money of a charge back, once' })
  @ApiHeader(KEY)
  @ApiOkResponse({ standardSchema: chargeSchema })
  async refund(
    @Param('id', { schema: chargeId }) id: string,
    @Headers('idempotency-key') key: string | undefined,
  ) {
    return chargeView(await this.ledger.refund(id, requireKey(key)));
  }

  @Post('cancellations')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Make sure that a key is never charged, or learn that it was' })
  @ApiOkResponse({ standardSchema: cancellationSchema })
  async cancel(@Body({ schema: cancellationBody }) { idempotency_key }: CancellationBody) {
    const charge = await this.ledger.cancel(idempotency_key);
    return charge === undefined
      ? { status: 'cancelled' as const }
      : { status: 'charged' as const, charge: chargeView(charge) };
  }

  private async answer(reply: Reply, outcome: ChargeOutcome): Promise<void> {
    if (outcome.type === 'answer') {
      if (outcome.waitMs > 0) await this.heldAnswers.delay(reply.raw, outcome.waitMs);
      if (!reply.raw.destroyed) reply.status(HttpStatus.CREATED).send(chargeView(outcome.charge));
      return;
    }
    reply.hijack();
    if (outcome.type === 'cut') reply.raw.destroy();
    else if (outcome.type === 'hang') this.heldAnswers.hold(reply.raw);
    else reply.raw.writeHead(HttpStatus.OK, { 'content-type': 'application/json' }).end(HALF_AN_ANSWER);
  }
}

function requireKey(header: string | undefined): string {
  const key = keyOf(header);
  if (key === undefined)
    throw new PspError(
      'idempotency_key_required',
      'Send an Idempotency-Key of 1 to 255 printable ASCII characters.',
    );
  return key;
}
