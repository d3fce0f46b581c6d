import type { Trial } from '../campaign.js';

/** Everything that was seen, for programs: claims, verdicts, every request and every series. */
export function jsonReport(trials: readonly Trial[], facts: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({
    ...facts,
    trials: trials.map(({ experiment, pattern, result }) => ({
      name: experiment.name,
      pattern_on_trial: experiment.pattern,
      hypothesis: experiment.hypothesis,
      pattern,
      settings: pattern === 'without' ? experiment.without : {},
      verdict: result.verdict,
      ...(result.reason !== undefined && { reason: result.reason }),
      expectations: result.judgements,
      fault_at_ms: Math.round(result.evidence.times.faultAtMs),
      rolled_back_at_ms: Math.round(result.evidence.times.rolledBackAtMs),
      ended_at_ms: Math.round(result.evidence.times.endedAtMs),
      requests: result.evidence.samples.map(({ traffic, atMs, durationMs, status, errorCode, traceId }) => ({
        traffic,
        at_ms: Math.round(atMs),
        duration_ms: Math.round(durationMs),
        status,
        ...(errorCode !== undefined && { error_code: errorCode }),
        ...(traceId !== undefined && { trace_id: traceId }),
      })),
      series: result.evidence.series.map(({ name, points }) => ({
        name,
        points: points.map(({ atMs, value }) => [Math.round(atMs), value]),
      })),
    })),
  });
}
