import { fileURLToPath } from 'node:url';
import { freePort, ServiceProcess } from '@baluarte/testing';

async function start(env: Readonly<Record<string, string>> = {}): Promise<ServiceProcess> {
  const port = await freePort();
  return ServiceProcess.start({
    entry: fileURLToPath(new URL('fixtures/started-service.mjs', import.meta.url)),
    env: { PORT: String(port), ...env },
    readyUrl: `http://127.0.0.1:${port}/docs-json`,
  });
}

describe('the start of a service', () => {
  it('imports the application only once tracing has started, which traces nothing that is there before', async () => {
    const service = await start();
    expect(await service.kill('SIGTERM')).toBe(0);
    expect(service.logs).toEqual([{ msg: 'telemetry of empty 1.2.3' }, { msg: 'application' }]);
  });

  it('says why when tracing cannot be started, and ends', async () => {
    await expect(start({ TELEMETRY_FAILS: 'OTEL_TRACES_SAMPLER is "x"' })).rejects.toThrow(
      /ended before it was ready:\nempty did not start\. .*OTEL_TRACES_SAMPLER is "x"/,
    );
  });
});
