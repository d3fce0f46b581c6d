import { PLATFORMS, startApp, type StartedApp } from '@baluarte/testing';
import { Drain, HealthModule, type CheckResult } from '../src/index.js';

interface Answer {
  readonly status: number;
  readonly body: {
    readonly status: string;
    readonly draining: boolean;
    readonly details: Record<string, Record<string, unknown>>;
  };
}

describe.each(PLATFORMS)('health on %s', (platform) => {
  let service: StartedApp;
  let database: () => Promise<CheckResult> | CheckResult;
  let payments: (signal: AbortSignal) => Promise<CheckResult> | CheckResult;
  let looks: number;

  const start = async (cacheMs = 0) => {
    service = await startApp(
      HealthModule.forRoot({
        checks: [
          { name: 'database', critical: true, cacheMs, check: () => ((looks += 1), database()) },
          { name: 'payments', critical: false, cacheMs, timeoutMs: 50, check: (signal) => payments(signal) },
        ],
      }),
      { platform },
    );
  };
  const ask = async (path: string): Promise<Answer> => {
    const answer = await fetch(service.url + path);
    return { status: answer.status, body: (await answer.json()) as Answer['body'] };
  };

  beforeEach(() => {
    looks = 0;
    database = () => ({ status: 'up' });
    payments = () => ({ status: 'up', detail: { circuit: 'closed' } });
  });
  afterEach(() => service.close());

  it('says that all is well, with the latency of every dependency', async () => {
    await start();
    const { status, body } = await ask('/health');
    expect(status).toBe(200);
    expect(body.status).toBe('ok');
    expect(body.details['payments']).toEqual({
      status: 'up',
      critical: false,
      circuit: 'closed',
      latency_ms: expect.any(Number),
    });
  });

  it('is degraded, and ready, when something is down that can be done without', async () => {
    payments = () => {
      throw Object.assign(new Error('connect to secret-host failed'), { code: 'ECONNREFUSED' });
    };
    await start();
    const deep = await ask('/health');
    expect(deep.status).toBe(200);
    expect(deep.body.status).toBe('degraded');
    expect(deep.body.details['payments']).toMatchObject({ status: 'down', message: 'ECONNREFUSED' });
    expect(JSON.stringify(deep.body)).not.toContain('secret-host');
    expect((await ask('/health/ready')).status).toBe(200);
  });

  it('is degraded, and ready, while a circuit is open', async () => {
    payments = () => ({ status: 'degraded', detail: { circuit: 'open' } });
    await start();
    const deep = await ask('/health');
    expect(deep.body.details['payments']).toMatchObject({ status: 'degraded', circuit: 'open' });
    expect(deep.body.status).toBe('degraded');
    expect((await ask('/health/ready')).status).toBe(200);
  });

  it('is neither ready nor healthy, but alive, without what it cannot do without', async () => {
    database = () => ({ status: 'down' });
    await start();
    expect((await ask('/health/ready')).status).toBe(503);
    expect((await ask('/health')).status).toBe(503);
    expect((await ask('/health/live')).status).toBe(200);
  });

  it('gives up on a check that hangs and tells it so', async () => {
    let aborted = false;
    payments = (signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          aborted = true;
          reject(new Error('aborted'));
        });
      });
    await start();
    expect((await ask('/health')).body.details['payments']).toMatchObject({ status: 'down' });
    expect(aborted).toBe(true);
  });

  it('looks once for a storm of probes', async () => {
    await start(60_000);
    const answers = await Promise.all(Array.from({ length: 200 }, () => ask('/health/ready')));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(looks).toBe(1);
  });

  it('is unready at once but alive when it is to end', async () => {
    await start();
    service.app.get(Drain).begin();
    expect((await ask('/health/ready')).status).toBe(503);
    expect((await ask('/health/live')).status).toBe(200);
    expect((await ask('/health')).body).toMatchObject({ status: 'ok', draining: true });
  });
});

it('lists everything that is wrong with its options', async () => {
  const check = { critical: true, check: () => ({ status: 'up' }) as const };
  const starting = startApp(
    HealthModule.forRoot({
      finishMs: -1,
      checks: [
        { ...check, name: 'A b' },
        { ...check, name: 'x', timeoutMs: 0, retries: 2 } as typeof check & { name: string },
        { ...check, name: 'x' },
      ],
    }),
  );
  await expect(starting).rejects.toThrow(
    /finishMs is -1.*name "A b".*x\.retries is not an option.*x\.timeoutMs is 0.*two checks are called x/s,
  );
});
