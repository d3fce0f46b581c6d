import { fileURLToPath } from 'node:url';
import type { PlainLine } from '../logs/program-log.js';
import { isReady } from '../processes/http-readiness.js';
import type { Program } from '../processes/program.js';
import { HOST } from '../topology.js';
import type { TraceServerAddress } from './trace-server.js';

const ENTRY = fileURLToPath(new URL('./trace-store-process.js', import.meta.url));
const NODE_FLAGS = ['--enable-source-maps', '--max-old-space-size=192', '--max-semi-space-size=8'];

/** The name of the program that keeps traces, in logs and messages. */
export const TRACE_STORE = 'trace-store';

/** The port of OTLP over HTTP. */
export const TRACE_STORE_PORT = 4318;

/** One process that every service sends its traces to, and that shows them. */
export function traceStoreProgram(port: number): Program {
  const address: TraceServerAddress = { host: HOST, port };
  return {
    name: TRACE_STORE,
    command: process.execPath,
    args: [...NODE_FLAGS, ENTRY, JSON.stringify(address)],
    options: { env: {} },
    port,
    startTimeoutMs: 15_000,
    stopPlan: { gentle: 'SIGTERM', graceMs: 3_000, forced: 'SIGKILL' },
    isReady: (signal) => isReady(`http://${HOST}:${port}/`, signal),
  };
}

/** What it says is what happened to it, unless it dies of it. */
export const traceStoreLine: PlainLine = (line) => ({
  level: /error/i.test(line) ? 'error' : 'info',
  msg: line,
});
