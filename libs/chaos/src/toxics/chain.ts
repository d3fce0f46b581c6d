import type { Clock } from '../clock.js';
import type { Ending, Flow } from './flow.js';
import type { Stage } from './stage.js';
import type { Toxic } from './toxic.js';

interface Place {
  readonly toxic: Toxic;
  readonly createStage: () => Stage;
  /** From the first time on that the toxic hit this connection, so that it remembers what has passed. */
  stage: Stage | undefined;
  hit: boolean;
}

/** The toxics of one direction of one connection, in the order in which they were added. */
export class Chain implements Pick<Flow, 'write' | 'finish'> {
  readonly #clock: Clock;
  readonly #sink: Flow;
  readonly #places: Place[] = [];

  constructor(clock: Clock, sink: Flow, toxics: Iterable<Toxic>) {
    this.#clock = clock;
    this.#sink = sink;
    for (const toxic of toxics) this.add(toxic);
  }

  /** What the toxics may hold beyond a connection's usual buffer. */
  get bufferBytes(): number {
    return this.#places.reduce((sum, { hit, toxic }) => sum + (hit ? (toxic.type.bufferBytes ?? 0) : 0), 0);
  }

  write(chunk: Buffer): void {
    this.#from(0).write(chunk);
  }

  finish(ending: Ending): void {
    this.#from(0).finish(ending);
  }

  /** Rolls whether the toxic hits this connection. */
  add(toxic: Toxic): void {
    const random = toxic.randomOfConnection();
    const output = this.#outputOf(toxic);
    const createStage = () =>
      toxic.type.createStage({ attributes: toxic.attributes, output, clock: this.#clock, random });
    const place: Place = { toxic, createStage, stage: undefined, hit: false };
    this.#places.push(place);
    this.#roll(place);
  }

  /** The toxic has changed; rolls again. */
  update(toxic: Toxic): void {
    const place = this.#places.find((candidate) => candidate.toxic === toxic);
    if (place !== undefined) this.#roll(place);
  }

  remove(toxic: Toxic): void {
    const place = this.#places.find((candidate) => candidate.toxic === toxic);
    if (place === undefined) return;
    if (place.hit) place.stage?.release('removed');
    place.stage?.dispose();
    this.#places.splice(this.#places.indexOf(place), 1);
  }

  dispose(): void {
    for (const { stage } of this.#places) stage?.dispose();
  }

  #roll(place: Place): void {
    const hitBefore = place.hit;
    place.hit = place.toxic.roll();
    if (!place.hit) {
      if (hitBefore) place.stage?.release('spared');
    } else if (place.stage === undefined) place.stage = place.createStage();
    else place.stage.configure(place.toxic.attributes);
  }

  #outputOf(toxic: Toxic): Flow {
    const next = () => this.#from(this.#places.findIndex((place) => place.toxic === toxic) + 1);
    return {
      write: (chunk) => next().write(chunk),
      finish: (ending) => next().finish(ending),
      discard: (bytes) => this.#sink.discard(bytes),
    };
  }

  #from(index: number): Pick<Flow, 'write' | 'finish'> {
    for (let at = index; at < this.#places.length; at += 1) {
      const place = this.#places[at];
      if (place?.hit && place.stage !== undefined) return place.stage;
    }
    return this.#sink;
  }
}
