import type { ServerResponse } from 'node:http';
import { Body, Controller, Get, Headers, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Charge } from '../application/charge.js';
import { TakeCharge } from '../application/take-charge.js';
import { Ledger } from '../application/ports/ledger.js';
import { PspError } from '../application/psp-error.js';
import { waitWhileConnected } from './answer-delay.js';
import {
  chargeBody,
  chargeSchema,
  chargesQuery,
  cancellationBody,
  type CancellationBody,
  type ChargeBody,
  type ChargesQuery,
} from './charge.request.js';
import { chargeView } from './charge-view.js';

/** Fastify's reply, as far as it is used here. */
interface Reply {
  readonly raw: ServerResponse;
  status(status: number): Reply;
  send(body: unknown): Reply;
  hijack(): void;
}

@ApiTags('charges')
@Controller()
export class ChargesController {
  constructor(
    private readonly takeCharge: TakeCharge,
    private readonly ledger: Ledger,
  ) {}

  @Post('charges')
  @ApiOperation({ summary: 'Charge a card once per Idempotency-Key' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
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
    switch (outcome.type) {
      case 'answer':
        return answer(reply, outcome.charge, outcome.waitMs);
      case 'cut':
        reply.hijack();
        reply.raw.destroy();
        return;
      case 'garbage':
        reply.hijack();
        reply.raw
          .writeHead(200, { 'content-type': 'application/json' })
          .end('{"id": "ch_1", "status": appro');
        return;
      case 'hang':
        reply.hijack();
    }
  }

  @Get('charges')
  @ApiOperation({ summary: 'The charges that were really made for an order' })
  async charges(@Query({ schema: chargesQuery }) { order_id }: ChargesQuery) {
    return { items: (await this.ledger.ofOrder(order_id)).map(chargeView) };
  }

  @Post('charges/:id/refund')
  @ApiOperation({ summary: 'Give the money of a charge back, once' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async refund(@Param('id', ParseUUIDPipe) id: string, @Headers('idempotency-key') key: string | undefined) {
    return chargeView(await this.ledger.refund(id, requireKey(key)));
  }

  @Post('cancellations')
  @ApiOperation({ summary: 'Make sure that a key is never charged' })
  async cancel(@Body({ schema: cancellationBody }) { idempotency_key }: CancellationBody) {
    const charge = await this.ledger.cancel(idempotency_key);
    return charge === undefined ? { status: 'cancelled' } : { status: 'charged', charge: chargeView(charge) };
  }
}

async function answer(reply: Reply, charge: Charge, waitMs: number): Promise<void> {
  if (waitMs > 0) await waitWhileConnected(reply.raw, waitMs);
  if (!reply.raw.destroyed) reply.status(201).send(chargeView(charge));
}

function requireKey(key: string | undefined): string {
  const trimmed = key?.trim().replaceAll(/^"|"$/g, '') ?? '';
  if (trimmed === '' || trimmed.length > 255)
    throw new PspError(
      400,
      'invalid_request_error',
      'idempotency_key_required',
      'Send an Idempotency-Key of at most 255 characters.',
    );
  return trimmed;
}
