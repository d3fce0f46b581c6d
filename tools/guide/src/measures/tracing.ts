import {
  eventually,
  faults,
  FaultServer,
  freePort,
  isQuery,
  OtlpCollector,
  PostgresServer,
} from '@baluarte/testing';
import pg from 'pg';
import type { Measure } from '../measure.js';
import { RunningProgram } from '../running-program.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';

async function databaseWithOrders(): Promise<PostgresServer> {
  const postgres = await PostgresServer.start();
  const client = new pg.Client(postgres.url());
  await client.connect();
  await client.query('create table orders (id text)');
  await client.end();
  return postgres;
}

export const measure: Measure = async ({ file }) => {
  const collector = await OtlpCollector.start();
  const postgres = await databaseWithOrders();
  const mails = (await FaultServer.start()).script(faults.respond({ status: 200 }));
  const port = await freePort();
  const program = file({ 5432: postgres.port, 3006: mails.port });
  const environment = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
  const orders = RunningProgram.startIn(environment, program, 'start', String(port));
  await orders.returned;
  await fetch(`http://127.0.0.1:${port}/orders/1`, {
    method: 'POST',
    headers: { traceparent: `00-${TRACE}-b7ad6b7169203331-01` },
  });
  await eventually(() => mails.requests.length === 1);
  orders.signal('SIGTERM');
  await orders.ended;
  await postgres.remove();
  const spans = collector.trace(TRACE);
  const count = (holds: (span: (typeof spans)[number]) => boolean) => spans.filter(holds).length;
  return {
    'spans in the trace of the order': spans.length,
    'of them the request': count(({ kind }) => kind === 'server'),
    'of them the statement of the database': count(
      (span) => isQuery(span) && span.name.startsWith('pg.query'),
    ),
    'of them the turn of the worker': count(({ kind }) => kind === 'consumer'),
    'of them the call of the worker': count(({ kind, scope }) => kind === 'client' && !scope.includes('pg')),
    'calls that mails sees in the trace of the order, of 1': mails.requests.filter(({ headers }) =>
      String(headers['traceparent']).includes(TRACE),
    ).length,
  };
};
