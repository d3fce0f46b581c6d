import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiErrors } from '@baluarte/errors/nest';
import { orderLineView } from '../application/order-view.js';
import { OrderEvents, type OrderEvent } from '../application/ports/order-events.js';
import { READ_ERRORS } from './operation-errors.js';
import { orderEventsSchema } from './order-schema.js';
import { orderEventsQuery, type OrderEventsQuery } from './parameters.request.js';

@ApiTags('order events')
@Controller('order-events')
export class OrderEventsController {
  constructor(private readonly events: OrderEvents) {}

  @Get()
  @ApiOperation({
    summary: 'Follow what happens to orders',
    description:
      'Every order that became final, in the order of commits and without gaps. Keep next_cursor together with what you made of the events, and ask with it again: each event comes at least once.',
  })
  @ApiOkResponse({ standardSchema: orderEventsSchema })
  @ApiErrors('INVALID_CURSOR', ...READ_ERRORS)
  async read(@Query({ schema: orderEventsQuery }) { after, limit }: OrderEventsQuery) {
    const { items, nextCursor } = await this.events.read(limit, after);
    return { items: items.map(eventView), next_cursor: nextCursor };
  }
}

function eventView({ position, type, orderId, occurredAt, lines }: OrderEvent) {
  return {
    position,
    type,
    order_id: orderId,
    occurred_at: occurredAt.toISOString(),
    lines: lines.map(orderLineView),
  };
}
