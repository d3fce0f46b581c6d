import type { SchemaObject } from 'ajv';

// From the definitions of the custom resources in chaos-mesh/chaos-mesh, config/crd/bases, version 2.

const duration = { type: 'string', pattern: '^[0-9]+(ms|s|m|h)$' };
const strings = { type: 'object', additionalProperties: { type: 'string' } };
const listOfStrings = { type: 'array', items: { type: 'string' } };
const percentage = { type: 'string', pattern: '^(100|[1-9]?[0-9])$' };

export function record(properties: Readonly<Record<string, SchemaObject>>, required: readonly string[] = []) {
  return { type: 'object', properties, required, additionalProperties: false };
}

const selector = record({
  annotationSelectors: strings,
  expressionSelectors: {
    type: 'array',
    items: record({ key: { type: 'string' }, operator: { type: 'string' }, values: listOfStrings }, [
      'key',
      'operator',
    ]),
  },
  fieldSelectors: strings,
  labelSelectors: strings,
  namespaces: listOfStrings,
  nodeSelectors: strings,
  nodes: listOfStrings,
  podPhaseSelectors: listOfStrings,
  pods: { type: 'object', additionalProperties: listOfStrings },
});

const mode = { enum: ['one', 'all', 'fixed', 'fixed-percent', 'random-max-percent'] };
const chosen = { mode, value: { type: 'string' }, selector };
const common = { ...chosen, duration, remoteCluster: { type: 'string' } };

const correlated = (name: string) => record({ [name]: percentage, correlation: percentage }, [name]);

const network = record(
  {
    ...common,
    action: { enum: ['netem', 'delay', 'loss', 'duplicate', 'corrupt', 'partition', 'bandwidth'] },
    direction: { enum: ['to', 'from', 'both'] },
    target: record(chosen, ['mode', 'selector']),
    externalTargets: listOfStrings,
    device: { type: 'string' },
    targetDevice: { type: 'string' },
    delay: record({ latency: duration, jitter: duration, correlation: percentage }, ['latency']),
    loss: correlated('loss'),
    corrupt: correlated('corrupt'),
    duplicate: correlated('duplicate'),
    bandwidth: record(
      {
        rate: { type: 'string', pattern: '^[0-9]+(bps|kbps|mbps|gbps|tbps)$' },
        limit: { type: 'integer', minimum: 1 },
        buffer: { type: 'integer', minimum: 1 },
        minburst: { type: 'integer', minimum: 0 },
        peakrate: { type: 'integer', minimum: 0 },
      },
      ['rate', 'limit', 'buffer'],
    ),
  },
  ['action', 'mode', 'selector'],
);

const pod = record(
  {
    ...common,
    action: { enum: ['pod-kill', 'pod-failure', 'container-kill'] },
    containerNames: listOfStrings,
    gracePeriod: { type: 'integer', minimum: 0 },
  },
  ['action', 'mode', 'selector'],
);

const http = record(
  {
    ...common,
    target: { enum: ['Request', 'Response'] },
    port: { type: 'integer' },
    path: { type: 'string' },
    method: { type: 'string' },
    code: { type: 'integer' },
    request_headers: strings,
    response_headers: strings,
    abort: { type: 'boolean' },
    delay: duration,
    replace: record({
      body: { type: 'string' },
      code: { type: 'integer' },
      headers: strings,
      method: { type: 'string' },
      path: { type: 'string' },
      queries: strings,
    }),
    patch: record({
      body: record({ type: { const: 'JSON' }, value: { type: 'string' } }, ['type', 'value']),
      headers: { type: 'array', items: listOfStrings },
      queries: { type: 'array', items: listOfStrings },
    }),
  },
  ['mode', 'selector', 'target'],
);

/** The `spec` of the kinds of Chaos Mesh that are used, with no field but those that there are. */
export const CHAOS_MESH: Readonly<Record<string, SchemaObject>> = {
  NetworkChaos: network,
  PodChaos: pod,
  HTTPChaos: http,
};
