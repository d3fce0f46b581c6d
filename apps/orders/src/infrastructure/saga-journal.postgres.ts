import { Injectable } from '@nestjs/common';
import { ClaimLostError, IdempotencyStore, RequestInProgressError } from '@baluarte/idempotency';
import { currentTraceparent } from '@baluarte/observability';
import { Database, type Queryable } from '@baluarte/persistence';
import { answerTo, type AnswerDecision } from '../application/answer-to.js';
import { Clock } from '../application/ports/clock.js';
import {
  SagaJournal,
  type Beginning,
  type HeldOrder,
  type KeyClaim,
  type Lease,
  type Placement,
} from '../application/ports/saga-journal.js';
import { CustomerNotFoundError } from '../domain/customer.errors.js';
import { OrderNotFoundError, OrderTakenOverError } from '../domain/order.errors.js';
import { Order } from '../domain/order.js';
import { PaymentToken } from '../domain/payment-token.js';
import {
  insertOrder,
  lockOrder,
  takeDueOrders,
  updateOrder,
  type HeldRow,
  type Hold,
} from './held-orders.postgres.js';
import { leaseFrom } from './lease.js';
import { orderOf } from './order-row.js';
import { appendEvent } from './outbox.postgres.js';
import { SagaTiming } from './saga-timing.js';

@Injectable()
export class PostgresSagaJournal extends SagaJournal {
  constructor(
    private readonly database: Database,
    private readonly idempotency: IdempotencyStore,
    private readonly timing: SagaTiming,
    private readonly clock: Clock,
  ) {
    super();
  }

  begin(placement: Placement, place: () => Order): Promise<Beginning> {
    const { idempotencyKey: key, fingerprint, paymentToken } = placement;
    const lease = leaseFrom(this.timing.leaseMs);
    return this.database.transaction(async (transaction) => {
      const claim = await this.idempotency.claim(transaction, { key, fingerprint });
      if (claim.type === 'replay') return claim;
      if (claim.type === 'in_progress' || claim.resourceId !== null) throw new RequestInProgressError(1);
      const order = place();
      const written = {
        order,
        claim: { key, holder: claim.holder },
        paymentToken,
        trace: currentTraceparent() ?? null,
      };
      if (!(await insertOrder(transaction, written, this.timing)))
        throw new CustomerNotFoundError(order.facts.customerId);
      await this.idempotency.attach(transaction, key, order.id);
      return { type: 'begun', held: { ...written, lease: lease(1, false) } };
    });
  }

  async record(held: HeldOrder, order: Order): Promise<HeldOrder> {
    const lease = leaseFrom(this.timing.leaseMs);
    const next = { ...held, order: this.touched(order), lease: lease(held.lease.fence, false) };
    if (!order.isFinal) {
      await this.write(this.database, next, 'keep');
      return next;
    }
    return this.database.transaction(async (transaction) => {
      const settled = await this.settle(transaction, next, 'keep');
      await appendEvent(transaction, settled.order);
      return settled;
    });
  }

  async postpone(held: HeldOrder, order: Order): Promise<Order> {
    const next = { ...held, order: this.touched(order) };
    await this.database.transaction((transaction) => this.settle(transaction, next, 'giveBack'));
    return next.order;
  }

  async takeDue(limit: number): Promise<readonly HeldOrder[]> {
    const lease = leaseFrom(this.timing.leaseMs);
    const rows = await takeDueOrders(this.database, limit, this.timing);
    return rows.map((row) => heldOf(row, lease(row.fence, true)));
  }

  reopen(orderId: string, change: (order: Order) => Order): Promise<HeldOrder | Order> {
    const lease = leaseFrom(this.timing.leaseMs);
    return this.database.transaction(async (transaction) => {
      const row = await lockOrder(transaction, orderId);
      if (row === undefined) throw new OrderNotFoundError(orderId);
      const order = orderOf(row);
      const changed = change(order);
      if (changed === order) return order;
      const held = { ...heldOf(row, lease(row.fence, false)), order: this.touched(changed) };
      await this.write(transaction, held, 'takeOver');
      return { ...held, lease: lease(row.fence + 1, false) };
    });
  }

  /** Writes the order together with what it means for the request that placed it. */
  private async settle(transaction: Queryable, held: HeldOrder, hold: Hold): Promise<HeldOrder> {
    const { claim, order } = held;
    const decision = answerTo(order);
    const settled = { ...held, claim: decision.type === 'forgotten' ? null : claim };
    await this.write(transaction, settled, hold);
    if (claim !== null) await this.answer(transaction, claim, decision);
    return settled;
  }

  /** A key that expired meanwhile, and may be another request's now, is left alone. */
  private async answer(
    transaction: Queryable,
    { key, holder }: KeyClaim,
    decision: AnswerDecision,
  ): Promise<void> {
    if (decision.type === 'forgotten') await this.idempotency.release(transaction, key, holder);
    if (decision.type !== 'answered') return;
    try {
      await this.idempotency.complete(transaction, key, decision.answer, holder);
    } catch (error) {
      if (!(error instanceof ClaimLostError)) throw error;
    }
  }

  private async write(database: Queryable, held: HeldOrder, hold: Hold): Promise<void> {
    const { order, claim, lease } = held;
    const write = { order, claim, fence: lease.fence };
    if (!(await updateOrder(database, write, hold, this.timing))) throw new OrderTakenOverError(order.id);
  }

  private touched({ facts }: Order): Order {
    return Order.restore({ ...facts, updatedAt: this.clock.now() });
  }
}

function heldOf(row: HeldRow, lease: Lease): HeldOrder {
  return {
    order: orderOf(row),
    lease,
    paymentToken: row.payment_token === null ? null : new PaymentToken(row.payment_token),
    claim: claimOf(row),
    trace: row.trace,
  };
}

function claimOf({ idempotency_key: key, idempotency_holder: holder }: HeldRow): KeyClaim | null {
  return key === null || holder === null ? null : { key, holder };
}
