import { dashboard } from '../dashboard.js';
import { levels, LOOKOUT, MICROSCOPE, SERVICE, toAlertmanager } from '../links.js';
import { stat } from '../panels.js';
import { now } from '../queries.js';
import { text } from '../record-panels.js';
import { badFrom } from '../thresholds.js';

const words = text({
  title: 'Three levels',
  shows: 'Where to begin.',
  width: 16,
  height: 8,
  content: [
    '| level | asks | look here when |',
    '| --- | --- | --- |',
    `| [1 The lookout](/d/${LOOKOUT}) | Is there a problem, and where? | anything, always first |`,
    `| [2 The engine room](/d/${SERVICE}) | What is wrong with this service? | you know which service |`,
    `| [3 The microscope](/d/${MICROSCOPE}) | What happened to this request? | you have a trace id, an error code, a route or an order id |`,
    '',
    'Every panel says in its corner (i) what it shows and what to do when it is red. Lines, cells and diamonds are links: down to the next level, or to a trace. The tour: docs/guide/dashboards.md.',
  ].join('\n'),
});

const firing = stat({
  title: 'Alerts that fire',
  shows: 'Right now, of all services.',
  whenRed: 'go to the lookout: it lists them, with their runbooks.',
  queries: [now('count(ALERTS{alertstate="firing"}) or vector(0)')],
  unit: 'short',
  steps: badFrom(1),
  width: 4,
  height: 8,
});

const down = stat({
  title: 'Services down',
  shows: 'Processes that Prometheus cannot read the metrics of.',
  whenRed: 'go to the lookout: it shows which, and since when.',
  queries: [now('count(up{job="services"} == 0) or vector(0)')],
  unit: 'short',
  steps: badFrom(1),
  width: 4,
  height: 8,
});

/** What Grafana opens with. */
export const home = dashboard({
  uid: 'baluarte-home',
  title: '0 Home',
  description: 'The way to the three levels.',
  rows: [{ title: 'Where to begin', panels: [words, firing, down] }],
  links: [...levels(), toAlertmanager],
  from: 'now-30m',
});
