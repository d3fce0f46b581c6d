import { ManualClock } from '@baluarte/testing';
import { EventStream } from '../../src/event-stream.js';
import type { ResilienceEvent } from '../../src/events.js';
import { resolveOptions } from '../../src/options/resolve-options.js';
import type { PipelineOptionsPatch } from '../../src/pipeline-options.js';
import { Pipeline } from '../../src/pipeline.js';

/** Lets the engine of the retries, which waits for a real millisecond, go on. Timers of one length fire in order. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setTimeout(resolve, 1));
}

/** A pipeline on a clock that stands still, without chance, that writes down what it tells. */
export function pipelineUnderTest(options: PipelineOptionsPatch = {}, random = () => 0.5) {
  const clock = new ManualClock();
  const events = new EventStream();
  const told: ResilienceEvent[] = [];
  events.subscribe((event) => told.push(event));
  const pipeline = new Pipeline('peer', resolveOptions('peer', options), { clock, random, events });
  /** Moves the clock and lets everything that follows happen. */
  const pass = async (ms: number): Promise<void> => {
    await clock.advance(ms);
    await settled();
  };
  const told_ = <Type extends ResilienceEvent['type']>(type: Type) =>
    told.filter((event): event is Extract<ResilienceEvent, { type: Type }> => event.type === type);
  return { pipeline, clock, events, told, eventsOf: told_, pass };
}

export const fail = (): Promise<never> => Promise.reject(new Error('It failed.'));
export const succeed = (): Promise<string> => Promise.resolve('ok');
export const never = (): Promise<never> => new Promise(() => undefined);

/** What a call comes to, without throwing. */
export async function endingOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    (value) => String(value),
    (error: unknown) => (error instanceof Error ? error.constructor.name : String(error)),
  );
}

/** Fails so many calls, one after the other. */
export async function failTimes(pipeline: Pipeline, times: number): Promise<void> {
  for (let call = 0; call < times; call += 1) await endingOf(pipeline.execute(fail));
}
