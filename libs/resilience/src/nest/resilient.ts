import { Inject } from '@nestjs/common';
import { runInScope } from '../deadline/call-scope.js';
import { ResilienceRegistry } from '../registry.js';
import { systemClock } from '../system-clock.js';

/** How the calls of a method are treated. */
export interface ResilientMethodOptions {
  /** What metrics and logs call it. Default: the name of the method. */
  readonly operation?: string;
  /** Whether doing it twice is the same as doing it once. Default false. */
  readonly repeatable?: boolean;
}

type AsyncMethod = (...args: never[]) => Promise<unknown>;

const REGISTRY = Symbol('resilience registry');

/**
 * Sends every call of an asynchronous method of a provider through the pipeline of a dependency, made by
 * `ResilienceModule.forPipeline`. Inside, `currentScope()` has the signal and the end of the attempt, which
 * clients of `ResilienceModule.forClient` heed by themselves.
 */
export function Resilient(name: string, options: ResilientMethodOptions = {}) {
  return <Method extends AsyncMethod>(
    target: object,
    key: string | symbol,
    descriptor: TypedPropertyDescriptor<Method>,
  ): void => {
    const method = descriptor.value;
    if (method === undefined) throw new TypeError(`@Resilient stands on ${String(key)}, which is no method.`);
    Inject(ResilienceRegistry)(target, REGISTRY);
    const call = { operation: options.operation ?? String(key), repeatable: options.repeatable ?? false };
    descriptor.value = function (this: Record<symbol, ResilienceRegistry | undefined>, ...args: never[]) {
      const registry = this[REGISTRY];
      if (registry === undefined)
        throw new Error(
          `${String(key)} is @Resilient, but its class was not made by Nest or ResilienceModule.forRoot is missing.`,
        );
      return registry.get(name).execute(({ signal, timeoutMs }) => {
        const scope = { signal, endsAt: systemClock.now() + timeoutMs };
        return runInScope(scope, () => method.apply(this, args));
      }, call);
    } as unknown as Method;
  };
}
