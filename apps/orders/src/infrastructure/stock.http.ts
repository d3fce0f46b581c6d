import type { AxiosInstance } from 'axios';
import { z } from 'zod';
import { DEPENDENCIES, type ForeignError } from '@baluarte/errors';
import { Stock, type WantedLine } from '../application/ports/stock.js';
import { CurrencyMismatchError } from '../domain/money.errors.js';
import { Money } from '../domain/money.js';
import {
  InsufficientStockError,
  ProductNotFoundError,
  ReservationLostError,
} from '../domain/stock.errors.js';
import { badAnswer, causeOf, judgePeer, readAnswer } from './peer-failure.js';

const PEER = DEPENDENCIES.stock;

const reservation = z.object({
  order_id: z.string(),
  state: z.enum(['held', 'confirmed', 'released']),
  lines: z.array(z.object({ product_id: z.string(), quantity: z.int(), unit_price_minor: z.int().min(0) })),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable(),
});

const shortage = z.object({ product_id: z.string(), requested: z.int(), available: z.int() });
const missing = z.object({ product_id: z.string() });
const mixture = z.object({ left: z.string(), right: z.string() });

/** The stock service over HTTP. */
export class HttpStock extends Stock {
  constructor(private readonly http: AxiosInstance) {
    super();
  }

  async reserve(
    orderId: string,
    lines: readonly WantedLine[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, Money>> {
    const body = { lines: lines.map(({ productId, quantity }) => ({ product_id: productId, quantity })) };
    try {
      const { data } = await this.http.put<unknown>(pathOf(orderId), body, asking('reserve', signal));
      return pricesIn(readAnswer(PEER, reservation, data), orderId, lines);
    } catch (error) {
      throw judgePeer(PEER, error, refusalsOf(orderId));
    }
  }

  async confirm(orderId: string, signal: AbortSignal): Promise<void> {
    try {
      const { data } = await this.http.post<unknown>(
        `${pathOf(orderId)}/confirm`,
        undefined,
        asking('confirm', signal),
      );
      expectState(readAnswer(PEER, reservation, data), orderId, 'confirmed');
    } catch (error) {
      throw judgePeer(PEER, error, refusalsOf(orderId));
    }
  }

  async release(orderId: string, signal: AbortSignal): Promise<void> {
    try {
      const { data } = await this.http.delete<unknown>(pathOf(orderId), asking('release', signal));
      expectState(readAnswer(PEER, reservation, data), orderId, 'released');
    } catch (error) {
      throw judgePeer(PEER, error);
    }
  }
}

type Reservation = z.output<typeof reservation>;

/** Whatever is asked of a reservation, asking twice is the same as asking once. */
function asking(operation: string, signal: AbortSignal) {
  return { operation, signal, repeatable: true };
}

function pathOf(orderId: string): string {
  return `/api/v1/reservations/${orderId}`;
}

function expectState(answer: Reservation, orderId: string, state: Reservation['state']): void {
  if (answer.order_id !== orderId || answer.state !== state)
    throw badAnswer(PEER, `that the reservation of order ${answer.order_id} is ${answer.state}`);
}

function pricesIn(
  answer: Reservation,
  orderId: string,
  wanted: readonly WantedLine[],
): ReadonlyMap<string, Money> {
  expectState(answer, orderId, 'held');
  const held = new Map(answer.lines.map((line) => [line.product_id, line]));
  const isAsAsked =
    held.size === wanted.length &&
    wanted.every(({ productId, quantity }) => held.get(productId)?.quantity === quantity);
  const { currency } = answer;
  if (!isAsAsked || currency === null) throw badAnswer(PEER, 'with other lines than were asked for');
  return new Map(answer.lines.map((line) => [line.product_id, Money.of(line.unit_price_minor, currency)]));
}

/** What the stock service may refuse, in our words; a shortage without its numbers is a bad answer. */
function refusalsOf(orderId: string) {
  return {
    INSUFFICIENT_STOCK: (foreign: ForeignError) => {
      const facts = readAnswer(PEER, shortage, foreign.context);
      return new InsufficientStockError({ ...facts, productId: facts.product_id }, causeOf(foreign));
    },
    PRODUCT_NOT_FOUND: (foreign: ForeignError) =>
      new ProductNotFoundError(readAnswer(PEER, missing, foreign.context).product_id, causeOf(foreign)),
    CURRENCY_MISMATCH: (foreign: ForeignError) => {
      const { left, right } = readAnswer(PEER, mixture, foreign.context);
      return new CurrencyMismatchError(left, right, causeOf(foreign));
    },
    RESERVATION_NOT_FOUND: (foreign: ForeignError) => new ReservationLostError(orderId, causeOf(foreign)),
    RESERVATION_CONFLICT: (foreign: ForeignError) => new ReservationLostError(orderId, causeOf(foreign)),
  };
}
