import type { Isolation } from './circuit/isolations.js';
import { EventStream } from './event-stream.js';
import type { PipelineOptionsPatch } from './pipeline-options.js';
import type { Pipeline, PipelineSnapshot } from './pipeline.js';

/** Every pipeline of a process by the name of its dependency: to look at, and to act on by hand. */
export class ResilienceRegistry {
  readonly #pipelines = new Map<string, Pipeline>();

  constructor(
    /** What happens in all of them. */
    readonly events = new EventStream(),
  ) {}

  /** @throws Error when there is one of this name: its state must not be in two places */
  add(pipeline: Pipeline): void {
    if (this.#pipelines.has(pipeline.name))
      throw new Error(`There is a pipeline for ${pipeline.name} already: use that one, or another name.`);
    this.#pipelines.set(pipeline.name, pipeline);
  }

  /** @throws Error that lists the names there are */
  get(name: string): Pipeline {
    const pipeline = this.#pipelines.get(name);
    if (pipeline === undefined)
      throw new Error(
        `There is no pipeline for ${name}; there are: ${[...this.#pipelines.keys()].join(', ') || 'none'}.`,
      );
    return pipeline;
  }

  list(): readonly PipelineSnapshot[] {
    return [...this.#pipelines.values()].map((pipeline) => pipeline.snapshot());
  }

  /** The policies of a dependency in their order. @throws Error as `get` does */
  describe(name: string): readonly string[] {
    return this.get(name).describe();
  }

  /** Lets nothing through to a dependency until it is released. @throws Error as `get` does */
  isolate(name: string, reason: string): Isolation {
    return this.get(name).isolate(reason);
  }

  /** @throws Error as `get` does; ResilienceOptionsError, and nothing has changed */
  patch(name: string, patch: PipelineOptionsPatch): void {
    this.get(name).patch(patch);
  }
}
