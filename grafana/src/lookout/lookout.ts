import { changesOf, reactionsOf } from '../annotations.js';
import { dashboard } from '../dashboard.js';
import { levels, LOOKOUT, toAlertmanager } from '../links.js';
import { alerts } from './alerts.js';
import { entry } from './entry.js';
import { infrastructure } from './infrastructure.js';
import { objectives } from './objectives.js';

/** Level 1: is there a problem, and where? */
export const lookout = dashboard({
  uid: LOOKOUT,
  title: '1 The lookout',
  description: 'Is there a problem, and where? From here down to the service that has it.',
  rows: [objectives, alerts, entry, infrastructure],
  annotations: [...changesOf('.+'), ...reactionsOf('.+')],
  links: [...levels(), toAlertmanager],
  from: 'now-30m',
});
