import { Body, Controller, Delete, HttpCode, HttpStatus, Param, Post, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiErrors } from '@baluarte/errors/nest';
import { ConfirmReservation } from '../application/confirm-reservation.js';
import { HoldPieces } from '../application/hold-pieces.js';
import { ReleaseReservation } from '../application/release-reservation.js';
import { DATABASE_ERRORS } from './operation-errors.js';
import {
  orderIdParameter,
  reservationBody,
  reservationSchema,
  type ReservationBody,
} from './stock.request.js';
import { reservationView } from './views.js';

@ApiTags('reservations')
@Controller('reservations/:orderId')
export class ReservationsController {
  constructor(
    private readonly holdPieces: HoldPieces,
    private readonly confirmReservation: ConfirmReservation,
    private readonly releaseReservation: ReleaseReservation,
  ) {}

  @Put()
  @ApiOperation({ summary: 'Hold the pieces of an order, all or none; repeating it changes nothing' })
  @ApiOkResponse({ standardSchema: reservationSchema })
  @ApiErrors(
    'INSUFFICIENT_STOCK',
    'PRODUCT_NOT_FOUND',
    'RESERVATION_CONFLICT',
    'CURRENCY_MISMATCH',
    ...DATABASE_ERRORS,
  )
  async hold(
    @Param('orderId', { schema: orderIdParameter }) orderId: string,
    @Body({ schema: reservationBody }) { lines }: ReservationBody,
  ) {
    const wanted = lines.map(({ product_id, quantity }) => ({ productId: product_id, quantity }));
    return reservationView(await this.holdPieces.execute(orderId, wanted));
  }

  @Post('confirm')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: "Make the held pieces the customer's" })
  @ApiOkResponse({ standardSchema: reservationSchema })
  @ApiErrors('RESERVATION_NOT_FOUND', 'RESERVATION_CONFLICT', 'VALIDATION_FAILED', ...DATABASE_ERRORS)
  async confirm(@Param('orderId', { schema: orderIdParameter }) orderId: string) {
    return reservationView(await this.confirmReservation.execute(orderId));
  }

  @Delete()
  @ApiOperation({ summary: 'Put the pieces back, confirmed or not, and hold none for this order again' })
  @ApiOkResponse({ standardSchema: reservationSchema })
  @ApiErrors('VALIDATION_FAILED', ...DATABASE_ERRORS)
  async release(@Param('orderId', { schema: orderIdParameter }) orderId: string) {
    return reservationView(await this.releaseReservation.execute(orderId));
  }
}
