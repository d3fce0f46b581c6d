import type { Environment } from '@baluarte/config';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  createAlwaysRecordSampler,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  type Sampler,
} from '@opentelemetry/sdk-trace';

const ROOTS: Readonly<Record<string, (ratio: number) => Sampler>> = {
  always_on: () => new AlwaysOnSampler(),
  always_off: () => new AlwaysOffSampler(),
  traceidratio: (ratio) => new TraceIdRatioBasedSampler(ratio),
};

/**
 * The sampler that `OTEL_TRACES_SAMPLER` and `OTEL_TRACES_SAMPLER_ARG` name; by default a trace is
 * sampled if its caller's is, and all are that begin here. What is not sampled is recorded all the
 * same, for `FailedTraceKeeper`.
 *
 * @throws TypeError when a variable has a value that means nothing
 */
export function samplerOf(environment: Environment): Sampler {
  const name = environment['OTEL_TRACES_SAMPLER']?.trim() || 'parentbased_always_on';
  const root = ROOTS[name.replace(/^parentbased_/, '')];
  if (root === undefined)
    throw new TypeError(
      `OTEL_TRACES_SAMPLER is ${JSON.stringify(name)}; expected one of ${samplerNames().join(', ')}.`,
    );
  const sampler = root(ratioOf(environment));
  return createAlwaysRecordSampler(
    name.startsWith('parentbased_') ? new ParentBasedSampler({ root: sampler }) : sampler,
  );
}

function samplerNames(): string[] {
  return Object.keys(ROOTS).flatMap((name) => [name, `parentbased_${name}`]);
}

function ratioOf(environment: Environment): number {
  const text = environment['OTEL_TRACES_SAMPLER_ARG']?.trim();
  const ratio = text === undefined || text === '' ? 1 : Number(text);
  if (ratio >= 0 && ratio <= 1) return ratio;
  throw new TypeError(`OTEL_TRACES_SAMPLER_ARG is ${JSON.stringify(text)}; expected a ratio from 0 to 1.`);
}
