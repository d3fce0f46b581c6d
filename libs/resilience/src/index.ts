export { Attempt } from './attempt.js';
export { AttemptTimeoutError, CallAbortedError } from './call-errors.js';
export type { CallOptions } from './call.js';
export { CircuitGuard } from './circuit/circuit-guard.js';
export type { CircuitGuardOptions, JudgeOutcome } from './circuit/circuit-guard.js';
export type { Isolation } from './circuit/isolations.js';
export type { Clock, Random, Timer } from './clock.js';
export { currentScope, runDetached, runInScope } from './deadline/call-scope.js';
export type { CallScope } from './deadline/call-scope.js';
export { readTimeoutHeader, TIMEOUT_HEADER } from './deadline/timeout-header.js';
export { dependencyHealth } from './dependency-health.js';
export type { DependencyHealth } from './dependency-health.js';
export { causeWithoutRequest } from './cause-without-request.js';
export { describeCallFailure } from './describe-call-failure.js';
export { EventStream } from './event-stream.js';
export type {
  AttemptOutcome,
  CallResult,
  CircuitState,
  RejectedBy,
  ResilienceEvent,
  ResilienceEvents,
} from './events.js';
export { TRANSPORT_ROWS } from './http/client-options.js';
export type { ResilientClientOptions, TransportOptions } from './http/client-options.js';
export { contractSaysNotExecuted } from './http/http-classifier.js';
export type { SaysNotExecuted } from './http/http-classifier.js';
export { ResilientClient } from './http/resilient-client.js';
export { OPTION_ROWS } from './options/option-rows.js';
export type { OptionRow } from './options/option-rows.js';
export { PRESETS } from './options/presets.js';
export type { Preset } from './options/presets.js';
export { patchOptions, ResilienceOptionsError, resolveOptions } from './options/resolve-options.js';
export { clientOptionsOf, clientSettings, clientSettingsMistake } from './options/settings.js';
export type { ClientSettingOptions, ClientSettings, ClientSettingValues } from './options/settings.js';
export type { PipelineOptions, PipelineOptionsPatch } from './pipeline-options.js';
export { Pipeline } from './pipeline.js';
export type { PipelineSnapshot, PipelineSurroundings } from './pipeline.js';
export {
  BulkheadFullError,
  CallRejectedError,
  CircuitOpenError,
  DeadlinePassedError,
  RetryBudgetSpentError,
} from './rejections.js';
export { ResilienceRegistry } from './registry.js';
export type { Guarded } from './registry.js';
export { plainClassifier } from './verdict.js';
export type { Classifier, Verdict } from './verdict.js';
export { UndiciTransport } from './transport/undici-transport.js';
export { withFallback } from './with-fallback.js';
export type { FallbackPlan } from './with-fallback.js';
