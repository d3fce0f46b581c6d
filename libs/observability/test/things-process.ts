import { fileURLToPath } from 'node:url';
import { createTestDatabase, freePort, ServiceProcess, type OtlpCollector } from '@baluarte/testing';

/** The fixture service as a process of its own, traced or not. */
export class Things {
  private constructor(
    readonly process: ServiceProcess,
    readonly url: string,
    private readonly dropDatabase: () => Promise<void>,
  ) {}

  static async start(env: Readonly<Record<string, string>>): Promise<Things> {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const database = await createTestDatabase();
    const service = await ServiceProcess.start({
      entry: fileURLToPath(new URL('fixtures/things-service.mjs', import.meta.url)),
      env: {
        PORT: String(port),
        PEER_URL: url,
        DATABASE_URL: database.url,
        OTEL_BSP_SCHEDULE_DELAY: '50',
        ...env,
      },
      readyUrl: `${url}/metrics`,
    });
    return new Things(service, url, () => database.drop());
  }

  /** Traced, and sending to a collector by http/protobuf. */
  static tracedTo(collector: OtlpCollector, env: Readonly<Record<string, string>> = {}): Promise<Things> {
    return Things.start({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, ...env });
  }

  ask(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return fetch(`${this.url}/things/${path}`, { headers });
  }

  async stop(): Promise<void> {
    await this.process.kill('SIGTERM');
    await this.dropDatabase();
  }
}
