import { runScript } from './support/run-script.js';

const ROUND = `
import { getEventListeners } from 'node:events';
import { Pipeline, resolveOptions, runInScope } from '@baluarte/resilience';

const pipelineWith = (options) => new Pipeline('peer', resolveOptions('peer', { circuit: { mode: 'off' }, ...options }));
const usual = pipelineWith({});
const narrow = pipelineWith({ bulkhead: { slots: 1, queue: 1 } });
const isolated = pipelineWith({ circuit: { mode: 'on' } });
isolated.isolate('test');
const repeating = pipelineWith({ retry: { maxRetries: 1, baseDelayMs: 1, maxDelayMs: 1 } });

const { signal } = new AbortController();
const scope = { signal: new AbortController().signal };
const succeed = async () => 1;
const fail = () => Promise.reject(new Error('x'));
const heeding = (attempt) => new Promise((resolve) => attempt.signal.addEventListener('abort', resolve));
const endings = {};
const told = (call) =>
  call.then(
    () => (endings.ok = (endings.ok ?? 0) + 1),
    (error) => (endings[error.name] = (endings[error.name] ?? 0) + 1),
  );

const kinds = [
  () => told(usual.execute(succeed, { signal })),
  () => told(usual.execute(fail, { signal })),
  () => told(usual.execute(succeed, { signal, timeoutMs: 0 })),
  () => told(isolated.execute(succeed, { signal })),
  () => Promise.all([1, 2, 3].map(() => told(narrow.execute(succeed, { signal })))),
  () => {
    const controller = new AbortController();
    const call = told(usual.execute(heeding, { signal: controller.signal }));
    controller.abort();
    return call;
  },
];

const round = async () => {
  for (let call = 0; call < 50_000; call += 1) await kinds[call % kinds.length]();
  for (let call = 0; call < 200; call += 1) await told(repeating.execute(fail, { signal, repeatable: true }));
  globalThis.gc();
  return process.memoryUsage().heapUsed;
};
`;

const MEASURE = `
await runInScope(scope, async () => {
  await round();
  const before = await round();
  const after = await round();
  console.log(JSON.stringify({
    grownMiB: (after - before) / 2 ** 20,
    timers: process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length,
    listeners: [signal, scope.signal].map((each) => getEventListeners(each, 'abort').length),
    kinds: Object.keys(endings).sort(),
    underWay: [usual, narrow, repeating].map((each) => each.snapshot().bulkhead),
  }));
});`;

describe('calls that have ended', () => {
  it('leave neither memory, timers nor listeners behind, 200 000 of every kind for somebody who stays', async () => {
    const kept = await runScript(ROUND + MEASURE, ['--expose-gc']);
    const nothing = { inUse: 0, queued: 0 };
    expect(kept).toMatchObject({
      timers: 0,
      listeners: [0, 0],
      kinds: [
        'BulkheadFullError',
        'CallAbortedError',
        'CircuitOpenError',
        'DeadlinePassedError',
        'Error',
        'ok',
      ],
      underWay: [nothing, nothing, nothing],
    });
    expect((kept as { grownMiB: number }).grownMiB).toBeLessThan(1);
  });
});
