export { FaultProxy } from './fault-proxy.js';
export type { FaultProxyOptions, ProxyOptions } from './fault-proxy-options.js';
export type {
  DamageAttributes,
  DelayAttributes,
  HttpFaultDescription,
  HttpFaultKind,
  StatusAttributes,
} from './http-faults/http-fault.js';
export { ListenError } from './proxy/listen.js';
export type { ProxyDescription } from './proxy/tcp-proxy.js';
export type { Stream, ToxicDescription } from './toxics/toxic.js';
export { TOXIC_TYPES } from './toxics/toxic-types.js';
export type { AttributeRule } from './toxics/toxic-types.js';
export * from './experiments/index.js';
export { SeededRandom } from './seeded-random.js';
export { systemClock } from './system-clock.js';
