import { ReceivedTelemetry } from './received-telemetry.js';
import { telemetrySinkServer } from './telemetry-sink-server.js';

/** The port of OTLP over HTTP. */
const PORT = 4318;
/** How many spans and lines are kept. */
const KEPT = 10_000;

const server = telemetrySinkServer(new ReceivedTelemetry(KEPT));
server.on('error', (error) => {
  process.stderr.write(`The telemetry sink cannot listen on port ${PORT}: ${error.message}\n`);
  process.exit(1);
});
server.listen(PORT, () => process.stdout.write(`OTLP in JSON is taken at http://localhost:${PORT}/\n`));
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  });
}
