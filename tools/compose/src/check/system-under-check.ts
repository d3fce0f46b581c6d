import type { Docker } from './docker.js';
import type { Ports } from './free-ports.js';

/** A system that is up, and what the steps of the check need of it. */
export interface SystemUnderCheck {
  readonly docker: Docker;
  /** `docker` arguments that choose the project. */
  readonly compose: readonly string[];
  readonly ports: Ports;
  /** What runs here. */
  readonly services: ReadonlySet<string>;
  /** What runs here in place of an image that cannot be had, by the service it stands in for. */
  readonly standIns: ReadonlySet<string>;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}

/** A published address. */
export function urlOf({ ports }: SystemUnderCheck, port: keyof Ports): string {
  return `http://127.0.0.1:${ports[port]}`;
}

/** @throws Error when the condition does not hold */
export function expect(holds: boolean, message: string): asserts holds {
  if (!holds) throw new Error(message);
}
