import type { getNodeAutoInstrumentations } from '@opentelemetry/auto-instrumentations-node';
import type { INSTRUMENTATIONS } from './instrumentations.js';

export type Configuration = NonNullable<Parameters<typeof getNodeAutoInstrumentations>[0]>;

type LeftOff = Exclude<keyof Configuration, keyof typeof INSTRUMENTATIONS>;

const off = { enabled: false } as const;

/** Every instrumentation of the package that is not ours; a new one fails to compile until somebody has decided about it. */
export const LEFT_OFF: Readonly<Record<LeftOff, typeof off>> = {
  '@opentelemetry/instrumentation-amqplib': off,
  '@opentelemetry/instrumentation-aws-lambda': off,
  '@opentelemetry/instrumentation-aws-sdk': off,
  '@opentelemetry/instrumentation-bunyan': off,
  '@opentelemetry/instrumentation-cassandra-driver': off,
  '@opentelemetry/instrumentation-connect': off,
  '@opentelemetry/instrumentation-cucumber': off,
  '@opentelemetry/instrumentation-dataloader': off,
  '@opentelemetry/instrumentation-dns': off,
  '@opentelemetry/instrumentation-express': off,
  '@opentelemetry/instrumentation-fs': off,
  '@opentelemetry/instrumentation-generic-pool': off,
  '@opentelemetry/instrumentation-graphql': off,
  '@opentelemetry/instrumentation-grpc': off,
  '@opentelemetry/instrumentation-hapi': off,
  '@opentelemetry/instrumentation-host-metrics': off,
  '@opentelemetry/instrumentation-ioredis': off,
  '@opentelemetry/instrumentation-kafkajs': off,
  '@opentelemetry/instrumentation-knex': off,
  '@opentelemetry/instrumentation-koa': off,
  '@opentelemetry/instrumentation-lru-memoizer': off,
  '@opentelemetry/instrumentation-memcached': off,
  '@opentelemetry/instrumentation-mongodb': off,
  '@opentelemetry/instrumentation-mongoose': off,
  '@opentelemetry/instrumentation-mysql2': off,
  '@opentelemetry/instrumentation-mysql': off,
  '@opentelemetry/instrumentation-nestjs-core': off,
  '@opentelemetry/instrumentation-net': off,
  '@opentelemetry/instrumentation-openai': off,
  '@opentelemetry/instrumentation-oracledb': off,
  '@opentelemetry/instrumentation-pino': off,
  '@opentelemetry/instrumentation-redis': off,
  '@opentelemetry/instrumentation-restify': off,
  '@opentelemetry/instrumentation-router': off,
  '@opentelemetry/instrumentation-runtime-node': off,
  '@opentelemetry/instrumentation-socket.io': off,
  '@opentelemetry/instrumentation-tedious': off,
  '@opentelemetry/instrumentation-winston': off,
};
