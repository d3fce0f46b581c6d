import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { OpenMetricsContentType } from 'prom-client';

/** One metric: what it is called, what it counts, and the few labels it has. */
export interface MetricDefinition {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
  /** Upper bounds, of histograms only. */
  readonly buckets?: readonly number[];
}

/** The metrics of one service: each is made at its first use and exists once. */
export class Metrics {
  readonly registry = new Registry<OpenMetricsContentType>();

  constructor() {
    this.registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
    collectDefaultMetrics({ register: this.registry as unknown as Registry });
  }

  /** A counter whose value a scrape links to a trace, where one was sampled. */
  counter(definition: MetricDefinition): Counter {
    return this.find(definition, (options) => new Counter({ ...options, enableExemplars: true }));
  }

  gauge(definition: MetricDefinition): Gauge {
    return this.find(definition, (options) => new Gauge(options));
  }

  /** A gauge that is read anew at every scrape, from what is true then; the last reader given is asked. */
  gaugeAtScrape(definition: MetricDefinition, read: (gauge: Gauge) => void): Gauge {
    this.registry.removeSingleMetric(definition.name);
    return this.find(
      definition,
      (options) =>
        new Gauge({
          ...options,
          collect() {
            this.reset();
            read(this);
          },
        }),
    );
  }

  histogram(definition: MetricDefinition): Histogram {
    const buckets = [...(definition.buckets ?? [])];
    return this.find(definition, (options) => new Histogram({ ...options, buckets, enableExemplars: true }));
  }

  private find<Metric>(definition: MetricDefinition, create: (options: MetricOptions) => Metric): Metric {
    const existing = this.registry.getSingleMetric(definition.name);
    if (existing !== undefined) return existing as Metric;
    const registers = [this.registry as unknown as Registry];
    return create({
      name: definition.name,
      help: definition.help,
      labelNames: [...definition.labels],
      registers,
    });
  }
}

interface MetricOptions {
  readonly name: string;
  readonly help: string;
  readonly labelNames: string[];
  readonly registers: Registry[];
}
