import { eventually, faults, FaultServer, freePort } from '@baluarte/testing';
import type { Measure } from '../measure.js';
import { RunningProgram } from '../running-program.js';

const IDS = Array.from({ length: 50 }, (_, nth) => `P${nth}`);
const ANSWER = faults.respond({ body: { id: 'P0' } });

const nameOf = (id: string) => `request-for-${id}`;

interface Line {
  readonly correlation_id: string;
  readonly product_id?: string;
}

/** What was logged about products; other lines are about requests. */
function linesAbout(program: RunningProgram): Required<Line>[] {
  return program.lines
    .map((line) => JSON.parse(line) as Line)
    .filter((line): line is Required<Line> => line.product_id !== undefined);
}

export const measure: Measure = async ({ file }) => {
  let answer: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (answer = resolve));
  const stock = await FaultServer.start();
  stock.script({ ...ANSWER, play: (exchange) => void held.then(() => ANSWER.play(exchange)) });
  const port = await freePort();
  const shop = RunningProgram.start(file({ 3003: stock.port }), 'start', String(port));
  await shop.returned;
  const answers = Promise.all(
    IDS.map(async (id) => {
      const headers = { 'x-correlation-id': nameOf(id) };
      const { status } = await fetch(`http://127.0.0.1:${port}/products/${id}`, { headers });
      return status;
    }),
  );
  await eventually(() => stock.requests.length === IDS.length);
  answer();
  const statuses = await answers;
  await eventually(() => linesAbout(shop).length === IDS.length);
  shop.signal('SIGTERM');
  await shop.ended;
  const lines = linesAbout(shop);
  const calls = stock.requests.filter(({ path }) => path.endsWith('/price'));
  return {
    'requests answered, of 50': statuses.filter((status) => status === 200).length,
    'lines under the id of another request, of 50': lines.filter(
      ({ product_id: id, correlation_id: name }) => name !== nameOf(id),
    ).length,
    'calls sent on under the id of another request, of 50': calls.filter(
      ({ path, headers }) => headers['x-correlation-id'] !== nameOf(path.split('/')[2] ?? ''),
    ).length,
    'ids under which one finds these 50 lines': new Set(lines.map(({ correlation_id: name }) => name)).size,
  };
};
