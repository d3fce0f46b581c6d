import type { SchemaObject } from 'ajv';
import { record } from './chaos-mesh.js';

// From litmuschaos/chaos-operator, deploy/crds, as version 3 has it, and litmuschaos/chaos-charts, faults/kubernetes.

const text = { type: 'string', minLength: 1 };
const time = { type: 'string', pattern: '^[0-9]+(ms|s|m)$' };

const probe = record(
  {
    name: text,
    type: { const: 'promProbe' },
    mode: { enum: ['SOT', 'EOT', 'Edge', 'Continuous', 'OnChaos'] },
    'promProbe/inputs': record(
      {
        endpoint: text,
        query: text,
        queryPath: text,
        comparator: record(
          {
            type: { enum: ['int', 'float', 'string'] },
            criteria: { enum: ['>=', '<=', '==', '>', '<', '!='] },
            value: text,
          },
          ['type', 'criteria', 'value'],
        ),
      },
      ['endpoint', 'query', 'comparator'],
    ),
    runProperties: record(
      {
        probeTimeout: time,
        interval: time,
        attempt: { type: 'integer', minimum: 1 },
        retry: { type: 'integer', minimum: 0 },
        probePollingInterval: time,
        initialDelay: time,
        stopOnFailure: { type: 'boolean' },
      },
      ['probeTimeout', 'interval'],
    ),
  },
  ['name', 'type', 'mode', 'promProbe/inputs', 'runProperties'],
);

const env = { type: 'array', items: record({ name: text, value: text }, ['name', 'value']) };

/** The `spec` of a ChaosEngine, with no field but those that there are. */
export const CHAOS_ENGINE: SchemaObject = record(
  {
    engineState: { enum: ['active', 'stop'] },
    chaosServiceAccount: text,
    annotationCheck: { enum: ['true', 'false'] },
    jobCleanUpPolicy: { enum: ['delete', 'retain'] },
    terminationGracePeriodSeconds: { type: 'integer' },
    appinfo: record(
      {
        appns: text,
        applabel: text,
        appkind: { enum: ['deployment', 'statefulset', 'daemonset', 'deploymentconfig', 'rollout'] },
      },
      ['appns', 'applabel', 'appkind'],
    ),
    experiments: {
      type: 'array',
      minItems: 1,
      items: record(
        {
          name: text,
          spec: record({ components: record({ env }, ['env']), probe: { type: 'array', items: probe } }, [
            'components',
          ]),
        },
        ['name', 'spec'],
      ),
    },
  },
  ['engineState', 'chaosServiceAccount', 'appinfo', 'experiments'],
);

const OF_EVERY_FAULT = [
  'TOTAL_CHAOS_DURATION',
  'CONTAINER_RUNTIME',
  'SOCKET_PATH',
  'RAMP_TIME',
  'PODS_AFFECTED_PERC',
  'TARGET_PODS',
  'TARGET_CONTAINER',
  'NODE_LABEL',
  'SEQUENCE',
  'LIB_IMAGE',
  'DEFAULT_HEALTH_CHECK',
];
const OF_NETWORK = ['NETWORK_INTERFACE', 'TC_IMAGE', 'DESTINATION_IPS', 'DESTINATION_HOSTS'];
const OF_HTTP = ['TARGET_SERVICE_PORT', 'TOXICITY', 'PROXY_PORT', 'NETWORK_INTERFACE'];

/** The variables that each fault of the hub reads. */
export const LITMUS_FAULTS: Readonly<Record<string, readonly string[]>> = {
  'container-kill': [...OF_EVERY_FAULT, 'CHAOS_INTERVAL', 'SIGNAL'],
  'pod-http-latency': [...OF_EVERY_FAULT, ...OF_HTTP, 'LATENCY'],
  'pod-http-reset-peer': [...OF_EVERY_FAULT, ...OF_HTTP, 'RESET_TIMEOUT'],
  'pod-http-status-code': [
    ...OF_EVERY_FAULT,
    ...OF_HTTP,
    'STATUS_CODE',
    'MODIFY_RESPONSE_BODY',
    'RESPONSE_BODY',
    'CONTENT_ENCODING',
    'CONTENT_TYPE',
  ],
  'pod-network-latency': [...OF_EVERY_FAULT, ...OF_NETWORK, 'NETWORK_LATENCY', 'JITTER'],
  'pod-network-loss': [...OF_EVERY_FAULT, ...OF_NETWORK, 'NETWORK_PACKET_LOSS_PERCENTAGE'],
};
