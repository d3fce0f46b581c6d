import { Notifications } from './notifications.js';
import { receiverServer } from './receiver-server.js';

/** How many notifications are kept. */
const KEPT = 100;

const port = Number(process.argv[2] ?? '9095');
const server = receiverServer(
  new Notifications(KEPT, () => new Date(performance.timeOrigin + performance.now())),
  (line) => process.stdout.write(`${line}\n`),
);
server.on('error', (error) => {
  process.stderr.write(`The alert receiver cannot listen on port ${port}: ${error.message}\n`);
  process.exit(1);
});
server.listen(port, () => process.stdout.write(`Notifications of Alertmanager: http://localhost:${port}/\n`));
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  });
}
