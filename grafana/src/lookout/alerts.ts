import { dashboardNow, link, runbookUid, SERVICE, toAlertmanager } from '../links.js';
import { stateTimeline } from '../panels.js';
import { over, rowsOf } from '../queries.js';
import { table } from '../record-panels.js';
import { ALERT_STATES } from '../states.js';
import { badFrom } from '../thresholds.js';

const toRunbook = link(
  'Runbook of ${__data.fields.alertname}',
  dashboardNow(runbookUid('${__data.fields.alertname}')),
);
const toService = link(
  'Engine room of ${__data.fields.service}',
  dashboardNow(SERVICE, { service: '${__data.fields.service}' }),
);

const firing = table({
  title: 'Alerts that fire now',
  shows: 'Each alert has a runbook: click its name.',
  whenRed:
    'take the most severe one, open its runbook, and do what it says; then the engine room of the service.',
  queries: [rowsOf('sum by (alertname, severity, service, dependency, slo) (ALERTS{alertstate="firing"})')],
  columns: {
    alertname: 'alertname',
    severity: 'severity',
    service: 'service',
    dependency: 'dependency',
    slo: 'slo',
    Value: 'firing',
  },
  unit: 'short',
  steps: badFrom(1),
  nothing: 'nothing fires',
  width: 12,
  links: [toRunbook, toService, toAlertmanager],
});

const history = stateTimeline({
  title: 'Alerts over time',
  shows:
    'When which alert was pending and when it fired. What fired first is most often nearest to the cause.',
  whenRed: 'look at the first bar, not at the longest: the others may follow from it.',
  queries: [
    over(
      'max by (alertname, service) (ALERTS{alertstate="firing"}) or 0 * max by (alertname, service) (ALERTS{alertstate="pending"})',
      '{{alertname}} {{service}}',
    ),
  ],
  unit: 'short',
  steps: badFrom(1),
  mappings: [ALERT_STATES],
  nothing: 'nothing fired',
  width: 12,
});

export const alerts = { title: 'What calls for somebody?', panels: [firing, history] };
