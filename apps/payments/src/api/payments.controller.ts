import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiErrors } from '@baluarte/errors/nest';
import { fingerprint } from '@baluarte/idempotency';
import { answerAgain, IdempotencyKey, type Reply } from '@baluarte/idempotency/nest';
import { MakePayment } from '../application/make-payment.js';
import { paymentView, type PaymentView } from '../application/payment-view.js';
import { Payments } from '../application/ports/payments.js';
import { RefundPayment } from '../application/refund-payment.js';
import { idParameter, makePaymentBody, paymentSchema, type MakePaymentBody } from './payments.request.js';

const READ_ERRORS = ['DATABASE_UNAVAILABLE', 'QUERY_TIMEOUT', 'DATABASE_POOL_EXHAUSTED', 'VALIDATION_FAILED'];
const WRITE_ERRORS = [
  ...['IDEMPOTENCY_KEY_REQUIRED', 'IDEMPOTENCY_KEY_INVALID', 'IDEMPOTENCY_KEY_REUSED', 'REQUEST_IN_PROGRESS'],
  ...['CARD_PROCESSOR_UNAVAILABLE', 'CARD_PROCESSOR_TIMEOUT', 'CARD_PROCESSOR_BAD_ANSWER'],
  ...READ_ERRORS,
];
const KEY = {
  name: 'Idempotency-Key',
  required: true,
  description: 'A value of your own, 1 to 255 printable ASCII characters; repeat it to repeat the request.',
};

@ApiTags('payments')
@Controller('payments')
export class PaymentsController {
  constructor(
    private readonly makePayment: MakePayment,
    private readonly refundPayment: RefundPayment,
    private readonly payments: Payments,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Charge a card for an order, once' })
  @ApiHeader(KEY)
  @ApiCreatedResponse({ standardSchema: paymentSchema, description: 'Charged.' })
  @ApiErrors(
    'CARD_DECLINED',
    'INSUFFICIENT_FUNDS',
    'INVALID_PAYMENT_TOKEN',
    'PAYMENT_CANCELLED',
    'PAYMENT_CONFLICT',
    ...WRITE_ERRORS,
  )
  async make(
    @IdempotencyKey() key: string,
    @Body({ schema: makePaymentBody }) body: MakePaymentBody,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<PaymentView> {
    const made = await this.makePayment.execute({
      key,
      fingerprint: fingerprint('POST', '/payments', body),
      orderId: body.order_id,
      amountMinor: body.amount_minor,
      currency: body.currency,
      paymentToken: body.payment_token,
    });
    return made.type === 'replay' ? answerAgain(reply, made.answer) : paymentView(made.payment);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Read a payment' })
  @ApiOkResponse({ standardSchema: paymentSchema })
  @ApiErrors('PAYMENT_NOT_FOUND', ...READ_ERRORS)
  async get(@Param('id', { schema: idParameter }) id: string): Promise<PaymentView> {
    return paymentView(await this.payments.get(id));
  }

  @Post(':id/refund')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Give the money of a payment back, once' })
  @ApiHeader(KEY)
  @ApiOkResponse({ standardSchema: paymentSchema, description: 'Refunded.' })
  @ApiErrors('PAYMENT_NOT_FOUND', 'PAYMENT_NOT_REFUNDABLE', ...WRITE_ERRORS)
  async refund(
    @IdempotencyKey() key: string,
    @Param('id', { schema: idParameter }) id: string,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<PaymentView> {
    const made = await this.refundPayment.execute(
      { key, fingerprint: fingerprint('POST', '/payments/refund', { id }) },
      id,
    );
    return made.type === 'replay' ? answerAgain(reply, made.answer) : paymentView(made.payment);
  }
}
