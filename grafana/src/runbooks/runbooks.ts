import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { dashboard } from '../dashboard.js';
import { levels, runbookUid, toAlertmanager, toItsService } from '../links.js';
import { stateTimeline } from '../panels.js';
import { over } from '../queries.js';
import { text } from '../record-panels.js';
import { FIRING_STATES } from '../states.js';
import { badFrom } from '../thresholds.js';
import { alertsOfRules, readRunbook, type Alert } from './alerts.js';
import { runbookText } from './runbook-text.js';

/** A page in Grafana for every alert: when it fired, and what to do. */
export function runbooks(): Readonly<Record<string, Dashboard>> {
  const alerts = alertsOfRules();
  return Object.fromEntries(
    alerts.map((alert) => [`Runbooks/${alert.name}.json`, pageOf(alert, alerts)] as const),
  );
}

function pageOf(alert: Alert, alerts: readonly Alert[]): Dashboard {
  const firing = stateTimeline({
    title: 'When it fired',
    shows: 'One bar for each service and dependency that it fired for.',
    whenRed: 'it fires: do what is written below, and click the bar for the engine room of the service.',
    queries: [
      over(
        `max by (service, dependency, slo) (ALERTS{alertname="${alert.name}",alertstate="firing"}) or vector(0)`,
        '{{service}} {{dependency}} {{slo}}',
      ),
    ],
    unit: 'short',
    steps: badFrom(1),
    mappings: [FIRING_STATES],
    width: 24,
    height: 5,
    links: [toItsService],
  });
  const words = text({
    title: alert.runbook,
    shows: 'The runbook, as it stands in the repository.',
    content: runbookText(readRunbook(alert.runbook), alert, alerts),
    width: 24,
    height: 30,
  });
  return dashboard({
    uid: runbookUid(alert.name),
    title: `Runbook: ${alert.name}`,
    description: `What to do when ${alert.name} fires.`,
    rows: [{ title: alert.name, panels: [firing, words] }],
    links: [...levels(), toAlertmanager],
    from: 'now-1h',
  });
}
