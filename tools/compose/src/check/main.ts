import { fileURLToPath } from 'node:url';
import { startSystem, type StartedSystem } from './start-system.js';
import { checkAlert } from './steps/alert.js';
import { checkHardening } from './steps/hardening.js';
import { checkOrders } from './steps/orders.js';
import { checkPrometheus } from './steps/prometheus.js';
import { checkTelemetry } from './steps/telemetry.js';

/**
 * `npm run compose:check`: brings the composed system up, uses it, lets a service die and come back,
 * looks at what is seen of it, and takes everything down. Needs `docker` with `docker compose` and an
 * engine; ends with 1 when something is not as it should be.
 */
const root = fileURLToPath(new URL('../../../..', import.meta.url));
const startMs = performance.now();
const stopping = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const)
  process.once(name, () => stopping.abort(new Error(`${name} was received`)));

const say = (line: string) => {
  const seconds = String(Math.round((performance.now() - startMs) / 1_000)).padStart(4);
  process.stdout.write(`${seconds} s  ${line}\n`);
};

process.exitCode = await check();

async function check(): Promise<number> {
  let started: StartedSystem | undefined;
  try {
    started = await startSystem(root, stopping.signal, say);
    const { system } = started;
    await checkHardening(system);
    const traceId = await checkOrders(system);
    await checkPrometheus(system);
    await checkTelemetry(system, traceId);
    await checkAlert(system);
    say('PASSED');
    return 0;
  } catch (error) {
    say(`FAILED  ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  } finally {
    if (started !== undefined) {
      await started.stop();
      say('everything is taken down');
    }
  }
}
