import { Injectable } from '@nestjs/common';
import { AppError } from '@baluarte/errors';
import { inSpan, Metrics, PinoLogger, runWithContext } from '@baluarte/observability';
import type { HeldOrder } from '../application/ports/saga-journal.js';
import { SagaLog } from '../application/ports/saga-log.js';
import type { StepOutcome } from '../application/saga-steps.js';
import type { Order } from '../domain/order.js';

const ORDERS = {
  name: 'orders_total',
  help: 'Orders that came to a state.',
  labels: ['state'],
} as const;

const RECOVERIES = {
  name: 'saga_recoveries_total',
  help: 'Turns of the recovery worker at an order, by the state it was left in; failed when it could not be driven.',
  labels: ['result'],
} as const;

/** Log lines, spans and metrics. They never hold more of an order than its id, its state and its step. */
@Injectable()
export class PinoSagaLog extends SagaLog {
  constructor(
    private readonly logger: PinoLogger,
    private readonly metrics: Metrics,
  ) {
    super();
    this.logger.setContext('saga');
  }

  step({ order, lease }: HeldOrder, work: () => Promise<StepOutcome>): Promise<StepOutcome> {
    const { id, nextStep, state } = order.facts;
    const attributes = { 'order.id': id, 'order.state': state, 'saga.resumed': lease.resumed };
    return inSpan(`saga ${nextStep}`, attributes, work, ({ failure }) => failure);
  }

  moved(order: Order): void {
    this.metrics.counter(ORDERS).inc({ labels: { state: order.state } });
    this.logger.debug(fieldsOf(order), 'order moved');
  }

  postponed(order: Order, reason: AppError | undefined): void {
    this.logger.warn(
      { ...fieldsOf(order), ...(reason && { error_code: reason.code, err: reason }) },
      'step postponed',
    );
  }

  recovering<Result>({ trace }: HeldOrder, work: () => Promise<Result>): Promise<Result> {
    return runWithContext({ operation: 'recover order', continues: trace }, work);
  }

  recovered(order: Order): void {
    this.metrics.counter(RECOVERIES).inc({ labels: { result: order.isFinal ? order.state : 'postponed' } });
    this.logger.info(fieldsOf(order), 'order recovered');
  }

  recoveryFailed(order: Order | null, error: unknown): void {
    this.metrics.counter(RECOVERIES).inc({ labels: { result: 'failed' } });
    this.logger.error(
      {
        ...(order && fieldsOf(order)),
        ...(error instanceof AppError && { error_code: error.code }),
        err: error,
      },
      order === null ? 'orders could not be looked for' : 'order could not be recovered',
    );
  }
}

function fieldsOf({ facts }: Order): Record<string, unknown> {
  return { order_id: facts.id, state: facts.state, next_step: facts.nextStep };
}
