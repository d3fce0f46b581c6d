import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import axios from 'axios';
import { load } from '../load.js';
import { MeasuredProcess } from './measured-process.js';
import type { Subject } from './subjects.js';

const ROUNDS = 7;
const REQUESTS = 1_000;
const WARM_UP_REQUESTS = 1_500;
const AT_ONCE = 16;

/** What one way to run a service came to: the middle of its rounds. */
export interface Cost {
  readonly name: string;
  readonly requestsPerSecond: number;
  /** Processor time of the service's process for one request, ms. */
  readonly processorMs: number;
}

const http = axios.create({ httpAgent: new Agent({ keepAlive: true }) });

/** Asks all subjects in turn, round by round, so that what disturbs the machine disturbs all of them. */
export async function measure(subjects: readonly Subject[]): Promise<Cost[]> {
  const running = await Promise.all(
    subjects.map(async (subject) => ({
      name: subject.name,
      service: await MeasuredProcess.start(subject),
      rates: [] as number[],
      processor: [] as number[],
    })),
  );
  try {
    for (const { service } of running) await ask(service, WARM_UP_REQUESTS);
    for (let round = 0; round < ROUNDS; round += 1)
      for (const { service, rates, processor } of running) {
        const before = service.processorMs();
        rates.push((await ask(service, REQUESTS)).requestsPerSecond);
        processor.push((service.processorMs() - before) / REQUESTS);
      }
  } finally {
    await Promise.all(running.map(({ service }) => service.stop()));
  }
  return running.map(({ name, rates, processor }) => ({
    name,
    requestsPerSecond: middle(rates),
    processorMs: middle(processor),
  }));
}

/** How much memory a service holds, sampled while it is under load. */
export async function memoryUnderLoad(
  subject: Subject,
  { seconds, pauseMs }: { readonly seconds: number; readonly pauseMs: number },
): Promise<{ readonly heapMb: number[]; readonly residentMb: number[] }> {
  const service = await MeasuredProcess.start(subject);
  const heapMb: number[] = [];
  const residentMb: number[] = [];
  const endsAt = performance.now() + seconds * 1_000;
  try {
    while (performance.now() < endsAt) {
      await ask(service, REQUESTS);
      heapMb.push((await service.metric('nodejs_heap_size_used_bytes')) / 1e6);
      residentMb.push((await service.metric('process_resident_memory_bytes')) / 1e6);
      await sleep(pauseMs);
    }
  } finally {
    await service.stop();
  }
  return { heapMb, residentMb };
}

function ask({ url }: MeasuredProcess, requests: number) {
  return load({
    requests,
    atOnce: AT_ONCE,
    request: async () => {
      await http.get(`${url}/api/v1/products/P001`);
    },
  });
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
