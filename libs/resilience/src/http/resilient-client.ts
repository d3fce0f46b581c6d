import axios, { type AxiosInstance } from 'axios';
import { Pipeline, type PipelineSurroundings } from '../pipeline.js';
import { systemClock } from '../system-clock.js';
import { checkClientOptions, type ResilientClientOptions } from './client-options.js';
import { createTransport, type Transport } from './create-transport.js';
import { HttpClassifier } from './http-classifier.js';
import { resilientAdapter } from './resilient-adapter.js';
import './request-config.js';

/** An axios client of one dependency whose every call goes through a pipeline. */
export class ResilientClient {
  private constructor(
    readonly pipeline: Pipeline,
    readonly http: AxiosInstance,
    private readonly transport: Transport,
  ) {}

  /**
   * @param name of the dependency, as metrics and logs call it
   * @throws ResilienceOptionsError that lists every mistake
   */
  static create(
    name: string,
    options: ResilientClientOptions,
    surroundings: PipelineSurroundings = {},
  ): ResilientClient {
    const {
      baseURL,
      headers,
      saysNotExecuted,
      transport: settings,
      pipeline: policies,
    } = checkClientOptions(name, options);
    const pipeline = new Pipeline(name, policies, surroundings);
    const transport = createTransport(settings, policies.bulkhead.slots);
    const classifier = new HttpClassifier(surroundings.clock ?? systemClock, saysNotExecuted);
    const http = axios.create({
      baseURL,
      headers: { ...headers },
      adapter: resilientAdapter(pipeline, transport.adapter, classifier),
      maxRedirects: 0,
      maxContentLength: settings.maxResponseBytes,
      responseType: 'json',
      transitional: { silentJSONParsing: false, forcedJSONParsing: true, clarifyTimeoutError: true },
    });
    return new ResilientClient(pipeline, http, transport);
  }

  get name(): string {
    return this.pipeline.name;
  }

  /** Ends the connections once nothing is under way on them. */
  close(): Promise<void> {
    return this.transport.close();
  }
}
