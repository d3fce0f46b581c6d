import type { Answer } from './answer.js';
import type { ReadJson } from './read-body.js';

export interface ControlRequest {
  readonly json: ReadJson;
  /** What the path has in the places that its pattern leaves open. */
  readonly names: readonly [proxy: string, fault: string];
}

/** @throws ApiError */
export type Handler = (request: ControlRequest) => Answer | Promise<Answer>;

/** By method and pattern, as `GET /proxies/*`. */
export type Routes = Readonly<Record<string, Handler>>;
