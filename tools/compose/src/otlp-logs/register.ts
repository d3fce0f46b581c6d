import { processEnvironment } from '@baluarte/config';
import { logRecord } from './log-record.js';
import { LogQueue } from './log-queue.js';
import { otlpDestination, otlpSend } from './otlp-destination.js';
import { watchStandardOutput } from './standard-output.js';

/**
 * For `node --import`: what the program writes to standard output goes to an OpenTelemetry collector
 * too. So logs arrive without a look into Docker, and with their trace id as a field of its own.
 */
const INTERVAL_MS = 250;
const COMPLAIN_EVERY_MS = 60_000;

const destination = otlpDestination(processEnvironment());
if (destination) {
  let lastComplaintMs = -COMPLAIN_EVERY_MS;
  const queue = new LogQueue({
    send: otlpSend(destination),
    onFailure: (error, dropped) => {
      if (performance.now() - lastComplaintMs < COMPLAIN_EVERY_MS) return;
      lastComplaintMs = performance.now();
      process.stderr.write(`Logs cannot be exported: ${String(error)} Dropped: ${dropped}.\n`);
    },
  });
  watchStandardOutput((line) => queue.add(logRecord(line, performance.timeOrigin + performance.now())));
  // Started here and not by a line, the work belongs to no request, and so to no trace.
  setInterval(() => void queue.flush(), INTERVAL_MS).unref();
}
