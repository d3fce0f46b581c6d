import { eventually, faults, FaultServer, freePort } from '@baluarte/testing';
import type { Measure } from '../measure.js';
import { RunningProgram } from '../running-program.js';

const ORDERS = Array.from({ length: 10 }, (_, nth) => ({
  id: `order-${nth}-of-ten`,
  traceId: `0af7651916cd43dd8448eb211c80319${nth}`,
}));
const SECRETS = ['tok_of_ana', 'bearer-of-ana', 'session-of-ana'] as const;
const FORGED = 'order order-7 was paid';
const FAILED = /failed|PAYMENT_SERVICE_/;

async function place(url: string, { id, traceId }: (typeof ORDERS)[number], name: string): Promise<void> {
  const [token, bearer, session] = SECRETS;
  const answer = await fetch(`${url}/orders`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      traceparent: `00-${traceId}-b7ad6b7169203331-01`,
      authorization: `Bearer ${bearer}`,
      cookie: `session=${session}`,
    },
    body: JSON.stringify({ id, name, payment_token: token }),
  });
  await answer.text();
}

function isJson(line: string): boolean {
  try {
    return typeof JSON.parse(line) === 'object';
  } catch {
    return false;
  }
}

/** The text of a line that a person would search for. */
const messageOf = (line: string): string =>
  isJson(line) ? (JSON.parse(line) as { readonly msg: string }).msg : line;

export const measure: Measure = async ({ file }) => {
  const payments = (await FaultServer.start()).script(faults.respond({ status: 503 }));
  const port = await freePort();
  const orders = RunningProgram.start(file({ 3002: payments.port }), 'start', String(port));
  await orders.returned;
  for (const [nth, order] of ORDERS.entries())
    await place(`http://127.0.0.1:${port}`, order, nth === ORDERS.length - 1 ? `Ana\n${FORGED}` : 'Ana');
  const failures = () => orders.lines.filter((line) => FAILED.test(line));
  await eventually(() => failures().length >= ORDERS.length);
  orders.signal('SIGTERM');
  await orders.ended;
  const { lines } = orders;
  return {
    'secrets in the output, of 3 in each request': SECRETS.filter((secret) =>
      lines.join('\n').includes(secret),
    ).length,
    'failures found by the trace id of the request, of 10': ORDERS.filter(({ traceId }) =>
      failures().some((line) => line.includes(traceId)),
    ).length,
    'texts under which one finds the 10 failures': new Set(failures().map(messageOf)).size,
    'lines that a customer wrote': lines.filter((line) => line.startsWith(FORGED)).length,
    'every line can be read by a program': lines.every(isJson) ? 'yes' : 'no',
  };
};
