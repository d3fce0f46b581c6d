import { Module } from '@nestjs/common';
import { EventStream, ResilienceRegistry, type ResilienceEvent } from '@baluarte/resilience';
import { ResilienceModule } from '@baluarte/resilience/nest';
import { startApp, type StartedApp } from '@baluarte/testing';
import { ObservabilityModule, runWithContext } from '../src/index.js';
import { CapturedLog } from './capture-log.js';

const log = new CapturedLog();
const events = new EventStream();

@Module({
  imports: [
    ResilienceModule.forRoot({ events }),
    ResilienceModule.forPipeline('payments'),
    ObservabilityModule.forRoot({
      serviceName: 'things',
      version: '1.0.0',
      logDestination: log,
      resilience: ResilienceRegistry,
    }),
  ],
})
class ObservedModule {}

type Happening = ResilienceEvent extends infer Each
  ? Each extends ResilienceEvent
    ? Omit<Each, 'dependency' | 'operation' | 'at'>
    : never
  : never;

/** Lets something happen to the calls of payments. */
function happen(...happenings: Happening[]): void {
  for (const happening of happenings)
    events.emit({ dependency: 'payments', operation: 'charge', at: 0, ...happening } as ResilienceEvent);
}

describe('what happens to calls', () => {
  let things: StartedApp;
  beforeEach(async () => {
    log.lines.length = 0;
    things = await startApp(ObservedModule);
  });
  afterEach(() => things.close());

  const scrape = async (accept = 'text/plain') =>
    (await fetch(`${things.url}/metrics`, { headers: { accept } })).text();
  const samples = async () =>
    Object.fromEntries(
      [...(await scrape()).matchAll(/^((?:resilience|http_client)_[^\s]+) (\S+)$/gm)].map(
        ([, name, value]) => [name, Number(value)],
      ),
    );
  const logged = () => log.entries.filter(({ dependency }) => dependency === 'payments');

  it('is counted under the names that are fixed', async () => {
    happen(
      {
        type: 'attempt',
        attempt: 1,
        outcome: 'failure',
        durationMs: 120,
        reason: 'timeout',
        circuit: 'closed',
      },
      { type: 'retry', attempt: 1, delayMs: 10, reason: 'timeout' },
      { type: 'rejection', by: 'budget' },
      { type: 'transition', from: 'closed', to: 'open', reason: 'failure rate', dryRun: false },
      { type: 'fallback', reason: 'CircuitOpenError' },
      { type: 'call', result: 'failed_first', attempts: 1, durationMs: 130 },
    );
    expect(await samples()).toMatchObject({
      'http_client_attempt_duration_seconds_count{dependency="payments",operation="charge",outcome="failure"}': 1,
      'http_client_attempt_duration_seconds_sum{dependency="payments",operation="charge",outcome="failure"}': 0.12,
      'resilience_retries_total{dependency="payments",reason="timeout"}': 1,
      'resilience_rejections_total{dependency="payments",by="budget"}': 1,
      'resilience_circuit_transitions_total{dependency="payments",from="closed",to="open"}': 1,
      'resilience_fallbacks_total{dependency="payments",operation="charge"}': 1,
      'resilience_calls_total{dependency="payments",result="failed_first"}': 1,
    });
  });

  it('links a count to its trace', async () => {
    runWithContext(
      { operation: 'work', continues: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' },
      () => happen({ type: 'rejection', by: 'bulkhead' }),
    );
    expect(await scrape('application/openmetrics-text')).toMatch(
      /resilience_rejections_total\{[^}]*bulkhead[^}]*\} 1 # \{trace_id="0af7651916cd43dd8448eb211c80319c"/,
    );
  });

  it('shows how each dependency is at the moment of the scrape', async () => {
    const registry = things.app.get(ResilienceRegistry);
    const state = 'resilience_circuit_state{dependency="payments"}';
    expect(await samples()).toMatchObject({
      [state]: 0,
      'resilience_bulkhead_in_use{dependency="payments"}': 0,
    });
    const isolation = registry.isolate('payments', 'a test');
    expect((await samples())[state]).toBe(2);
    isolation.release();
    expect((await samples())[state]).toBe(1);
  });

  it('is logged: a change of the circuit as a warning, a retry as information', () => {
    happen(
      { type: 'transition', from: 'closed', to: 'open', reason: 'failure rate', dryRun: false },
      { type: 'retry', attempt: 1, delayMs: 10.4, reason: 'timeout' },
    );
    expect(logged()).toMatchObject([
      { level: 'warn', msg: 'circuit is open', from: 'closed', to: 'open', reason: 'failure rate' },
      { level: 'info', msg: 'attempt will be repeated', operation: 'charge', attempt: 1, delay_ms: 10 },
    ]);
  });

  it('is one line, not ten thousand, while an open circuit turns calls away', () => {
    for (let call = 0; call < 10_000; call += 1)
      happen({ type: 'rejection', by: 'circuit', retryAfterMs: 5_000 });
    expect(logged()).toMatchObject([{ level: 'warn', by: 'circuit', retry_after_ms: 5_000 }]);
  });

  it('has no field for what is not known', () => {
    happen({ type: 'rejection', by: 'bulkhead' });
    expect(Object.keys(logged()[0] ?? {})).not.toContain('retry_after_ms');
  });

  it('is silence about attempts and calls, which spans and metrics tell', () => {
    happen(
      { type: 'attempt', attempt: 1, outcome: 'success', durationMs: 1, reason: 'ok', circuit: 'closed' },
      { type: 'call', result: 'ok_first', attempts: 1, durationMs: 1 },
    );
    expect(logged()).toEqual([]);
  });

  it('is observed only as long as the application runs', async () => {
    const before = log.lines.length;
    await things.close();
    happen({ type: 'transition', from: 'closed', to: 'open', reason: 'failure rate', dryRun: false });
    expect(log.lines.slice(before).filter((line) => line.includes('circuit is open'))).toEqual([]);
  });
});
