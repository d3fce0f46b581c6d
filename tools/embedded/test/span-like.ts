import type { CollectedSpan } from '@baluarte/testing';

/** A span of which only a few things matter. */
export function spanLike(given: Partial<CollectedSpan>): CollectedSpan {
  return {
    traceId: 'c0bec50f1e34a1231af87d5762286f5e',
    spanId: '1af87d5762286f5e',
    parentSpanId: undefined,
    traceState: undefined,
    name: 'GET /things',
    kind: 'server',
    service: 'orders',
    resource: {},
    scope: '@baluarte/observability',
    status: 'unset',
    attributes: {},
    events: [],
    links: [],
    startMs: 0,
    durationMs: 1,
    ...given,
  };
}
