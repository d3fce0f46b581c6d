import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Query, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { ApiErrors } from '@baluarte/errors/nest';
import { fingerprint } from '@baluarte/idempotency';
import { answerAgain, IdempotencyKey, type Reply } from '@baluarte/idempotency/nest';
import { CancelOrder } from '../application/cancel-order.js';
import { orderView, type OrderView } from '../application/order-view.js';
import { PlaceOrder, type OrderRequest } from '../application/place-order.js';
import { Orders } from '../application/ports/orders.js';
import { PaymentToken } from '../domain/payment-token.js';
import { CANCEL_ERRORS, PLACE_ERRORS, READ_ERRORS } from './operation-errors.js';
import { orderPageSchema, orderSchema } from './order-schema.js';
import { idParameter, ordersQuery, type OrdersQuery } from './parameters.request.js';
import { placeOrderBody, type PlaceOrderBody } from './place-order.request.js';

const ACCEPTED = 'The outcome is not known yet and will be: read the order, or repeat the request.';

@ApiTags('orders')
@Controller('orders')
export class OrdersController {
  constructor(
    private readonly placeOrder: PlaceOrder,
    private readonly cancelOrder: CancelOrder,
    private readonly orders: Orders,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'Place an order',
    description:
      'Reserves the stock, charges the card and confirms. A repetition with the same Idempotency-Key and body gets the same answer, with Idempotency-Replayed: true.',
  })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: true,
    description:
      'A value of your own for this order, 1 to 255 printable ASCII characters; repeat it to repeat the request.',
  })
  @ApiCreatedResponse({ standardSchema: orderSchema, description: 'Confirmed and paid.' })
  @ApiAcceptedResponse({ standardSchema: orderSchema, description: ACCEPTED })
  @ApiErrors(...PLACE_ERRORS)
  async place(
    @IdempotencyKey() key: string,
    @Body({ schema: placeOrderBody }) body: PlaceOrderBody,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<OrderView> {
    const placed = await this.placeOrder.execute(orderRequest(key, body));
    if (placed.type === 'replay') return answerAgain(reply, placed.answer);
    reply.status(placed.type === 'confirmed' ? HttpStatus.CREATED : HttpStatus.ACCEPTED);
    return orderView(placed.order);
  }

  @Get()
  @ApiOperation({ summary: 'List orders, newest first' })
  @ApiOkResponse({ standardSchema: orderPageSchema })
  @ApiErrors('INVALID_CURSOR', ...READ_ERRORS)
  async list(@Query({ schema: ordersQuery }) { customer_id, limit, cursor }: OrdersQuery) {
    const { items, nextCursor } = await this.orders.list({ limit, cursor }, customer_id);
    return { items: items.map(orderView), next_cursor: nextCursor };
  }

  @Get(':id')
  @ApiOperation({ summary: 'Read an order' })
  @ApiOkResponse({ standardSchema: orderSchema })
  @ApiErrors('ORDER_NOT_FOUND', ...READ_ERRORS)
  async get(@Param('id', { schema: idParameter }) id: string): Promise<OrderView> {
    return orderView(await this.orders.get(id));
  }

  @Post(':id/cancel')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({
    summary: 'Cancel a confirmed order',
    description:
      'Gives the money back and the pieces free. Once asked for it will be done; asking again is harmless.',
  })
  @ApiOkResponse({ standardSchema: orderSchema, description: 'Cancelled.' })
  @ApiAcceptedResponse({
    standardSchema: orderSchema,
    description: 'It will be cancelled: the money or the pieces could not be given back yet.',
  })
  @ApiErrors(...CANCEL_ERRORS)
  async cancel(
    @Param('id', { schema: idParameter }) id: string,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<OrderView> {
    const order = await this.cancelOrder.execute(id);
    if (order.state !== 'cancelled') reply.status(HttpStatus.ACCEPTED);
    return orderView(order);
  }
}

function orderRequest(idempotencyKey: string, body: PlaceOrderBody): OrderRequest {
  const window = body.delivery_window;
  return {
    idempotencyKey,
    fingerprint: fingerprint('POST', '/orders', body),
    customerId: body.customer_id,
    lines: body.lines.map(({ product_id, quantity }) => ({ productId: product_id, quantity })),
    paymentToken: new PaymentToken(body.payment_token),
    deliveryWindow: window && { from: new Date(window.from), to: new Date(window.to) },
  };
}
