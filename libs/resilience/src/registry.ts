import type { Isolation } from './circuit/isolations.js';
import { EventStream } from './event-stream.js';
import type { PipelineOptionsPatch } from './pipeline-options.js';
import { Pipeline, type PipelineSnapshot } from './pipeline.js';

/** What the registry knows of a dependency: a pipeline, or a circuit alone. */
export interface Guarded {
  readonly name: string;
  describe(): readonly string[];
  isolate(reason: string): Isolation;
  snapshot(): PipelineSnapshot;
}

/** Every dependency of a process by its name: to look at, and to act on by hand. */
export class ResilienceRegistry {
  readonly #dependencies = new Map<string, Guarded>();

  constructor(
    /** What happens in all of them. */
    readonly events = new EventStream(),
  ) {}

  /** @throws Error when there is one of this name: its state must not be in two places */
  add(dependency: Guarded): void {
    const { name } = dependency;
    if (this.#dependencies.has(name))
      throw new Error(`There is a pipeline for ${name} already: use that one, or another name.`);
    this.#dependencies.set(name, dependency);
  }

  /** @throws Error that lists the names there are */
  get(name: string): Pipeline {
    const pipeline = this.#find(name);
    if (pipeline instanceof Pipeline) return pipeline;
    throw new Error(`${name} has a circuit alone, no pipeline.`);
  }

  list(): readonly PipelineSnapshot[] {
    return [...this.#dependencies.values()].map((dependency) => dependency.snapshot());
  }

  /** The policies of a dependency in their order. @throws Error as `get` does */
  describe(name: string): readonly string[] {
    return this.#find(name).describe();
  }

  /** What can be seen of a dependency now. @throws Error as `get` does */
  snapshot(name: string): PipelineSnapshot {
    return this.#find(name).snapshot();
  }

  /** Lets nothing through to a dependency until it is released. @throws Error as `get` does */
  isolate(name: string, reason: string): Isolation {
    return this.#find(name).isolate(reason);
  }

  /** @throws Error as `get` does; ResilienceOptionsError, and nothing has changed */
  patch(name: string, patch: PipelineOptionsPatch): void {
    this.get(name).patch(patch);
  }

  #find(name: string): Guarded {
    const dependency = this.#dependencies.get(name);
    if (dependency !== undefined) return dependency;
    const names = [...this.#dependencies.keys()].join(', ') || 'none';
    throw new Error(`There is no pipeline for ${name}; there are: ${names}.`);
  }
}
