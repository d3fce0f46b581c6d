import type { AxiosInstance } from 'axios';
import { addCorrelationHeaders, currentTraceparent, runWithContext } from '../../src/index.js';

/** What a request leaves to do later. */
export interface Job {
  readonly url: string;
  readonly trace: string | undefined;
}

/** In the request. */
export function jobFor(url: string): Job {
  return { url, trace: currentTraceparent() };
}

/** In the worker, maybe after a crash: the same trace goes on. */
export function perform(job: Job, http: AxiosInstance): Promise<unknown> {
  const traced = addCorrelationHeaders(http);
  return runWithContext({ operation: 'perform job', continues: job.trace }, () => traced.get(job.url));
}
