import { logRecord, type LogRecord } from './log-record.js';
import { LogQueue } from './log-queue.js';

const record = (line: string) => logRecord(line, 0);
const lines = (records: readonly LogRecord[]) => records.map(({ body }) => body.stringValue);

describe('the queue of log records', () => {
  it('sends what waits, in order and in batches', async () => {
    const batches: string[][] = [];
    const queue = new LogQueue({
      send: async (records) => void batches.push(lines(records)),
      onFailure: () => undefined,
      batchSize: 2,
    });
    for (const line of ['a', 'b', 'c']) queue.add(record(line));
    await queue.flush();
    expect(batches).toEqual([['a', 'b'], ['c']]);
  });

  it('keeps a batch that could not be sent, and sends it later', async () => {
    const sent: string[] = [];
    const failures: unknown[] = [];
    let isDown = true;
    const queue = new LogQueue({
      send: async (records) => {
        if (isDown) throw new Error('connection refused');
        sent.push(...lines(records));
      },
      onFailure: (error, dropped) => failures.push([error, dropped]),
    });
    queue.add(record('a'));
    await queue.flush();
    isDown = false;
    await queue.flush();
    expect(failures).toEqual([[new Error('connection refused'), 0]]);
    expect(sent).toEqual(['a']);
  });

  it('never holds more than its capacity, and says how many it dropped', async () => {
    const dropped: number[] = [];
    const queue = new LogQueue({
      send: () => Promise.reject(new Error('down')),
      onFailure: (_error, count) => dropped.push(count),
      capacity: 2,
    });
    for (const line of ['a', 'b', 'c', 'd']) queue.add(record(line));
    await queue.flush();
    await queue.flush();
    expect(dropped).toEqual([2, 0]);
  });

  it('sends one batch at a time', async () => {
    let calls = 0;
    let finish: () => void = () => undefined;
    const queue = new LogQueue({
      send: () => new Promise((resolve) => ((calls += 1), (finish = resolve))),
      onFailure: () => undefined,
    });
    queue.add(record('a'));
    const first = queue.flush();
    await queue.flush();
    expect(calls).toBe(1);
    finish();
    await first;
  });
});
