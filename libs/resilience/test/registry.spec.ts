import { CircuitGuard } from '../src/circuit/circuit-guard.js';
import { EventStream } from '../src/event-stream.js';
import { resolveOptions } from '../src/options/resolve-options.js';
import { Pipeline } from '../src/pipeline.js';
import { ResilienceRegistry } from '../src/registry.js';

describe('the registry of dependencies', () => {
  const pipelines = (...names: readonly string[]) => {
    const registry = new ResilienceRegistry();
    for (const name of names) registry.add(new Pipeline(name, resolveOptions(name, {})));
    return registry;
  };

  it('finds each by its name, in the order in which they came', () => {
    const registry = pipelines('payments', 'stock');
    expect(registry.list().map(({ name }) => name)).toEqual(['payments', 'stock']);
    expect(registry.get('stock').name).toBe('stock');
    expect(registry.snapshot('payments')).toEqual({
      name: 'payments',
      circuit: { state: 'closed', calls: 0, failures: 0 },
      bulkhead: { inUse: 0, queued: 0 },
    });
    expect(registry.describe('stock')[0]).toBe('deadline of the caller');
  });

  it('names those that there are when it has none of a name', () => {
    expect(() => pipelines('payments', 'stock').get('psp')).toThrow(
      'There is no pipeline for psp; there are: payments, stock.',
    );
    expect(() => pipelines().snapshot('psp')).toThrow('There is no pipeline for psp; there are: none.');
  });

  it('takes no second one of a name, and keeps the first', () => {
    const registry = pipelines('payments');
    const first = registry.get('payments');
    const second = new Pipeline('payments', resolveOptions('payments', {}));
    expect(() => registry.add(second)).toThrow(
      'There is a pipeline for payments already: use that one, or another name.',
    );
    expect(registry.get('payments')).toBe(first);
  });

  it('acts on one and leaves the others alone', () => {
    const registry = pipelines('payments', 'stock');
    registry.patch('payments', { retry: { maxRetries: 1 } });
    const isolation = registry.isolate('payments', 'maintenance');
    expect(registry.get('payments').options.retry.maxRetries).toBe(1);
    expect(registry.get('stock').options.retry.maxRetries).toBe(3);
    expect(registry.list().map(({ circuit }) => circuit.state)).toEqual(['open', 'closed']);
    isolation.release();
    expect(registry.snapshot('payments').circuit.state).toBe('half_open');
  });

  it('gives a circuit alone to nobody who wants a pipeline', () => {
    const events = new EventStream();
    const registry = new ResilienceRegistry(events);
    registry.add(new CircuitGuard('postgres', () => 'failure', {}, { events }));
    expect(registry.events).toBe(events);
    expect(() => registry.get('postgres')).toThrow('postgres has a circuit alone, no pipeline.');
    expect(() => registry.patch('postgres', {})).toThrow('postgres has a circuit alone, no pipeline.');
  });
});
