import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { eventually, freePort, PLATFORMS, ServiceProcess } from '@baluarte/testing';

interface Instance {
  readonly process: ServiceProcess;
  readonly url: string;
}

const running = new Set<ServiceProcess>();

async function start(platform: string, env: Record<string, string> = {}): Promise<Instance> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const service = await ServiceProcess.start({
    entry: fileURLToPath(new URL('fixtures/drained-service.mjs', import.meta.url)),
    env: { PLATFORM: platform, PORT: String(port), ...env },
    readyUrl: `${url}/health/ready`,
    startTimeoutMs: 60_000,
  });
  running.add(service);
  return { process: service, url };
}

/** Sends the signal without waiting for the end. */
function askToEnd({ process: service }: Instance): void {
  if (service.pid !== undefined) process.kill(service.pid, 'SIGTERM');
}

const statusOf = async (url: string): Promise<number> => (await fetch(url)).status;
const said = ({ process: service }: Instance): unknown[] => service.logs.map(({ msg }) => msg);

/** Enough to always have requests in flight, few enough to leave a small machine room for the restarts. */
const CLIENTS = 8;
const BREATH_MS = 5;

/** Sends requests to whichever instance is ready, as a load balancer does, and counts what became of them. */
class Clients {
  readonly failures: string[] = [];
  answered = 0;
  #isOver = false;
  #ready: Instance[] = [];
  readonly #agent = new Agent({ keepAlive: true });
  readonly #work: Promise<unknown>;

  constructor(readonly instances: Instance[]) {
    this.#ready = [...instances];
    this.#work = Promise.all([
      this.look(),
      ...Array.from({ length: CLIENTS }, (_, index) => this.ask(index)),
    ]);
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#work;
    this.#agent.destroy();
  }

  private async look(): Promise<void> {
    while (!this.#isOver) {
      const statuses = await Promise.all(
        this.instances.map(({ url }) => statusOf(`${url}/health/ready`).catch(() => 0)),
      );
      this.#ready = this.instances.filter((_, index) => statuses[index] === 200);
      await sleep(50);
    }
  }

  private async ask(client: number): Promise<void> {
    for (let turn = client; !this.#isOver; turn += 1) {
      await sleep(BREATH_MS);
      const instance = this.#ready[turn % this.#ready.length];
      if (instance === undefined) {
        this.failures.push('nobody is ready');
        return;
      }
      try {
        const request = get(`${instance.url}/tasks/${(turn % 5) * 10}`, { agent: this.#agent });
        const [response] = (await once(request, 'response')) as [IncomingMessage];
        response.resume();
        await once(response, 'end');
        if (response.statusCode === 200) this.answered += 1;
        else this.failures.push(`status ${response.statusCode}`);
      } catch (error) {
        this.failures.push(String(error));
      }
    }
  }
}

describe.each(PLATFORMS)('the end of a service on %s', (platform) => {
  let clients: Clients | undefined;
  afterEach(async () => {
    await clients?.stop();
    clients = undefined;
    for (const service of running) await service.kill('SIGKILL');
    running.clear();
  });

  it('is announced at once: not ready, but alive and still answering, one answer per connection', async () => {
    const instance = await start(platform, { UNREADY_MS: '3000' });
    askToEnd(instance);
    await eventually(async () => expect(await statusOf(`${instance.url}/health/ready`)).toBe(503), 2_000);
    expect(await statusOf(`${instance.url}/health/live`)).toBe(200);
    const answer = await fetch(`${instance.url}/tasks/0`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('connection')).toBe('close');
  });

  it('waits for what is in flight, then closes the pools, and is no failure', async () => {
    const instance = await start(platform);
    const slow = fetch(`${instance.url}/tasks/1500`);
    await sleep(100);
    expect(await instance.process.kill('SIGTERM')).toBe(0);
    expect((await slow).status).toBe(200);
    expect(said(instance).slice(-2)).toEqual(['/tasks/1500', 'pool closed']);
  });

  it('does not wait for ever', async () => {
    const instance = await start(platform, { UNREADY_MS: '0', FINISH_MS: '300' });
    const endless = fetch(`${instance.url}/tasks/600000`);
    const cut = expect(endless).rejects.toThrow();
    await sleep(100);
    expect(await instance.process.kill('SIGTERM')).toBe(0);
    await cut;
    expect(said(instance).at(-1)).toBe('pool closed');
  });

  it('is not held up by idle connections', async () => {
    const instance = await start(platform, { UNREADY_MS: '0' });
    const agent = new Agent({ keepAlive: true });
    await once(get(`${instance.url}/tasks/0`, { agent }), 'response');
    const askedToEndAt = performance.now();
    expect(await instance.process.kill('SIGTERM')).toBe(0);
    expect(performance.now() - askedToEndAt).toBeLessThan(5_000);
    agent.destroy();
  });

  it('loses not one request in a rolling restart under load', async () => {
    const env = { UNREADY_MS: '1500' };
    const instances = [await start(platform, env), await start(platform, env)];
    clients = new Clients(instances);
    for (let index = 0; index < instances.length; index += 1) {
      await sleep(300);
      const old = instances[index];
      instances[index] = await start(platform, env);
      await sleep(200);
      instances.push(old as Instance);
      expect(await old?.process.kill('SIGTERM')).toBe(0);
      instances.pop();
    }
    await sleep(200);
    await clients.stop();
    expect(clients.failures).toEqual([]);
    expect(clients.answered).toBeGreaterThan(100);
  }, 120_000);
});
