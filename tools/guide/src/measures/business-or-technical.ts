import { KINDS, type AppError } from '@baluarte/errors';
import { ErrorsModule } from '@baluarte/errors/nest';
import { faults, FaultServer, startApp, type FaultScenario } from '@baluarte/testing';
import { Controller, Get, Module, Param } from '@nestjs/common';
import type { Measure, Subject } from '../measure.js';

interface Program {
  pay(orderId: string): Promise<unknown>;
  circuit(): string;
}

const DECLINED_CARDS = 20;

const refusal = (status: number, code: string): FaultScenario =>
  faults.respond({ status, body: { service_name: 'payments', error_code: code, message: 'No.' } });

const REFUSALS: Readonly<Record<string, FaultScenario>> = {
  '402 `CARD_DECLINED`': refusal(402, 'CARD_DECLINED'),
  '404 `ORDER_NOT_FOUND`': refusal(404, 'ORDER_NOT_FOUND'),
  '409 `PAYMENT_CONFLICT`': refusal(409, 'PAYMENT_CONFLICT'),
};
const FAILURES: Readonly<Record<string, FaultScenario>> = {
  '422 `VALIDATION_FAILED`, a bug of ours': refusal(422, 'VALIDATION_FAILED'),
  '500, empty': faults.respond({ status: 500 }),
  '503, empty': faults.respond({ status: 503 }),
  'no answer': faults.neverAnswer(),
  'bytes that are not HTTP': faults.garbage(),
};

/** Payments, and a service in front of it that was built in one of the ways. */
async function shop(program: Subject['program']) {
  const payments = await FaultServer.start();
  const { pay, circuit } = await program<Program>({ 3002: payments.port });
  let alerts = 0;
  const saysExecuted: boolean[] = [];
  @Controller('orders')
  class OrdersController {
    @Get(':id')
    order(@Param('id') id: string) {
      return pay(id);
    }
  }
  const errors = ErrorsModule.forRoot({
    serviceName: 'orders',
    onError: ({ entry, error }) => {
      if (KINDS[entry.kind].alert === 'yes') alerts += 1;
      saysExecuted.push('executed' in (error as AppError));
    },
  });
  @Module({ imports: [errors], controllers: [OrdersController] })
  class ShopModule {}
  const { url } = await startApp(ShopModule);
  return {
    circuit,
    alerts: () => alerts,
    saysExecuted,
    async order(scenario: FaultScenario): Promise<string> {
      payments.script(scenario);
      const answer = await fetch(`${url}/orders/O1`);
      const { error_code: code } = (await answer.json()) as { readonly error_code: string };
      return `${answer.status} \`${code}\``;
    },
  };
}

export const measure: Measure = async ({ program }) => {
  const answers: Record<string, string> = {};
  let told = 0;
  for (const [what, scenario] of Object.entries(REFUSALS)) {
    const answer = await (await shop(program)).order(scenario);
    answers[`payments: ${what}`] = answer;
    if (answer.startsWith('5')) told += 1;
  }
  let executed = 0;
  for (const [what, scenario] of Object.entries(FAILURES)) {
    const { order, saysExecuted } = await shop(program);
    answers[`payments: ${what}`] = await order(scenario);
    if (saysExecuted.includes(true)) executed += 1;
  }
  const busy = await shop(program);
  for (let card = 0; card < DECLINED_CARDS; card += 1) await busy.order(refusal(402, 'CARD_DECLINED'));
  return {
    ...answers,
    'refusals told as failures of the shop, of 3': told,
    'failures that say whether the card may be charged, of 5': executed,
    'alerts for 20 declined cards': busy.alerts(),
    'circuit after 20 declined cards': busy.circuit(),
  };
};
