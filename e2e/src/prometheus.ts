import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, freePort } from '@baluarte/testing';

/** What `promtool check metrics` has to say of a text in Prometheus' format; an unreadable one is an error. */
export function checkMetrics(promtool: string, text: string): string {
  const { stderr, stdout } = spawnSync(promtool, ['check', 'metrics'], { input: text, encoding: 'utf8' });
  return `${stdout}${stderr}`;
}

/** A real Prometheus that scrapes some addresses every second. */
export class Prometheus {
  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    private readonly url: string,
  ) {}

  /** @param targets `host:port` by name of the job */
  static async start(program: string, targets: Readonly<Record<string, string>>): Promise<Prometheus> {
    const folder = mkdtempSync(join(tmpdir(), 'baluarte-prometheus-'));
    const jobs = Object.entries(targets).map(([job_name, target]) => ({
      job_name,
      static_configs: [{ targets: [target] }],
    }));
    writeFileSync(
      join(folder, 'prometheus.yml'),
      JSON.stringify({ global: { scrape_interval: '1s', scrape_timeout: '1s' }, scrape_configs: jobs }),
    );
    const address = `127.0.0.1:${await freePort()}`;
    const child = spawn(
      program,
      [
        `--config.file=${join(folder, 'prometheus.yml')}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        `--web.listen-address=${address}`,
        '--enable-feature=exemplar-storage',
      ],
      { stdio: 'ignore' },
    );
    process.once('exit', () => child.kill('SIGKILL'));
    const prometheus = new Prometheus(child, folder, `http://${address}`);
    await eventually(async () => (await fetch(`${prometheus.url}/-/ready`)).ok, 30_000);
    return prometheus;
  }

  /** The data of an answer of its HTTP API. */
  async ask<Data>(path: string, query: Readonly<Record<string, string>> = {}): Promise<Data> {
    const response = await fetch(`${this.url}/api/v1/${path}?${String(new URLSearchParams(query))}`);
    return ((await response.json()) as { data: Data }).data;
  }

  async stop(): Promise<void> {
    this.child.kill('SIGTERM');
    await once(this.child, 'exit');
    rmSync(this.folder, { recursive: true, force: true });
  }
}
