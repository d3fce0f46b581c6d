import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually, writePrometheusFolder, type ScrapeTarget } from '@baluarte/testing';

const RULES = fileURLToPath(new URL('../../../deploy/prometheus/rules', import.meta.url));
const START_TIMEOUT_MS = 30_000;

/** A series and its values, as [seconds since 1970, text]. */
export interface Series {
  readonly metric: Readonly<Record<string, string>>;
  readonly values: readonly (readonly [number, string])[];
}

/** A real Prometheus with the rules of deploy/prometheus, that looks every second instead of every five. */
export class PrometheusServer {
  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    private readonly url: string,
  ) {}

  static async start(
    program: string,
    port: number,
    targets: readonly ScrapeTarget[],
  ): Promise<PrometheusServer> {
    const folder = mkdtempSync(join(tmpdir(), 'baluarte-dashboards-'));
    const configuration = writePrometheusFolder({
      folder,
      rules: RULES,
      targets,
      environment: 'test',
      scrapeEverySeconds: 1,
      evaluateEverySeconds: 2,
    });
    const address = `127.0.0.1:${port}`;
    const options = [
      `--config.file=${configuration}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=${address}`,
      '--enable-feature=exemplar-storage',
    ];
    const child = spawn(program, options, { stdio: 'ignore' });
    process.once('exit', () => child.kill('SIGKILL'));
    const server = new PrometheusServer(child, folder, `http://${address}`);
    await eventually(async () => (await fetch(`${server.url}/-/ready`)).ok, START_TIMEOUT_MS);
    return server;
  }

  /** The clock of the server, in seconds since 1970. */
  async now(): Promise<number> {
    const { data } = await this.ask<{ data: { result: [number, string] } }>('query', { query: 'time()' });
    return data.result[0];
  }

  /** The values of a query over time, every two seconds. @throws Error with the server's words if it refuses */
  async range(query: string, start: number, end: number): Promise<readonly Series[]> {
    const { status, error, data } = await this.ask<{
      status: string;
      error?: string;
      data: { result: Series[] };
    }>('query_range', { query, start: String(start), end: String(end), step: '2' });
    if (status !== 'success') throw new Error(`Prometheus refused ${query}: ${error ?? status}`);
    return data.result;
  }

  /** The trace ids of the exemplars that Prometheus has for the series of a query. */
  async exemplars(query: string, start: number, end: number): Promise<readonly string[]> {
    const { data } = await this.ask<{ data: { exemplars: { labels: { trace_id?: string } }[] }[] }>(
      'query_exemplars',
      { query, start: String(start), end: String(end) },
    );
    return data.flatMap(({ exemplars }) => exemplars.flatMap(({ labels }) => labels.trace_id ?? []));
  }

  async stop(): Promise<void> {
    const exited = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await exited;
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async ask<Answer>(path: string, query: Readonly<Record<string, string>>): Promise<Answer> {
    const response = await fetch(`${this.url}/api/v1/${path}?${String(new URLSearchParams(query))}`, {
      signal: AbortSignal.timeout(START_TIMEOUT_MS),
    });
    return (await response.json()) as Answer;
  }
}
