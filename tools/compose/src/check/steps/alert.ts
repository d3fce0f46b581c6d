import { eventually } from '../eventually.js';
import { read } from '../http.js';
import { urlOf, type SystemUnderCheck } from '../system-under-check.js';

/** The service that is stopped: nothing but the recommendations of a product page is missed. */
const STOPPED = 'recommendations';
/** A rule waits before it fires, and Alertmanager before it notifies. */
const ALERT_MS = 300_000;

interface Received {
  readonly received_at: string;
  readonly notification: {
    readonly alerts: readonly {
      readonly status: string;
      readonly labels: Readonly<Record<string, string>>;
    }[];
  };
}

/** A service that is stopped becomes an alert that arrives, and started again an alert that is resolved. */
export async function checkAlert(system: SystemUnderCheck): Promise<void> {
  const { docker, compose, signal, say } = system;
  const sinceMs = performance.now();
  const seconds = () => Math.round((performance.now() - sinceMs) / 1_000);
  const stopped = now();
  await docker.ask([...compose, 'stop', STOPPED], signal);
  say(`${STOPPED} stopped`);
  try {
    const name = await eventually(`an alert about ${STOPPED}`, ALERT_MS, signal, () =>
      alertName(system, 'firing', stopped),
    );
    say(`${name} fired and arrived after ${seconds()} s`);
  } finally {
    await docker.ask([...compose, 'start', STOPPED], AbortSignal.timeout(60_000));
  }
  const restarted = now();
  say(`${STOPPED} started again`);
  const name = await eventually(`the alert about ${STOPPED} to be resolved`, ALERT_MS, signal, () =>
    alertName(system, 'resolved', restarted),
  );
  say(`${name} resolved and arrived, ${seconds()} s after the stop`);
}

/** The alert of this status that says that the service is down; one that came earlier, while all started, does not count. */
async function alertName(
  system: SystemUnderCheck,
  status: string,
  since: string,
): Promise<string | undefined> {
  const received = await read<Received[]>(`${urlOf(system, 'ALERT_RECEIVER_PORT')}/`, system.signal);
  const alerts = received
    .filter(({ received_at }) => received_at > since)
    .flatMap(({ notification }) => notification.alerts);
  return alerts.find((alert) => alert.status === status && isAbout(alert.labels))?.labels['alertname'];
}

/** In the form in which the receiver says when something came. */
function now(): string {
  return new Date(performance.timeOrigin + performance.now()).toISOString();
}

function isAbout(labels: Readonly<Record<string, string>>): boolean {
  return labels['service'] === STOPPED || labels['dependency'] === STOPPED;
}
