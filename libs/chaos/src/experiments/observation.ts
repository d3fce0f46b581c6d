import type { Clock } from '../clock.js';
import { Evidence, type Times } from './evidence.js';
import type { Experiment } from './experiment.js';
import { generateTraffic } from './generate-traffic.js';
import type { Sample, Series } from './sample.js';
import { watchGauges } from './watch-gauges.js';

/** The traffic of an experiment and what is seen of it, from the moment it is made until it is ended. */
export class Observation<World> {
  readonly #startedMs: number;
  readonly #ending = new AbortController();
  readonly #samples: Sample[] = [];
  readonly #traffic: Promise<unknown>;
  readonly #series: Promise<Series[]>;

  constructor(
    experiment: Experiment<World>,
    world: World,
    private readonly clock: Clock,
  ) {
    this.#startedMs = clock.now();
    const during = { clock, startedMs: this.#startedMs, signal: this.#ending.signal };
    this.#traffic = Promise.all(
      experiment
        .traffic(world)
        .map((each) => generateTraffic(each, during, (sample) => this.#samples.push(sample))),
    );
    this.#series = watchGauges(experiment.gauges?.(world) ?? [], during);
  }

  /** How long it has lasted. */
  atMs(): number {
    return this.clock.now() - this.#startedMs;
  }

  /** The requests that have ended by now; gauges come with the end. */
  soFar(times: Times): Evidence {
    return new Evidence(this.#samples, [], times);
  }

  /** Sends no more, waits for the last answers, and tells all. */
  async end(times: Times): Promise<Evidence> {
    this.#ending.abort();
    await this.#traffic;
    return new Evidence(this.#samples, await this.#series, times);
  }
}
