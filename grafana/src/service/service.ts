import { changesOf, reactionsOf } from '../annotations.js';
import { dashboard } from '../dashboard.js';
import { levels, SERVICE, toAlertmanager } from '../links.js';
import { oneService } from '../variables.js';
import { dependencies } from './dependencies.js';
import { errors } from './errors.js';
import { goldenSignals } from './golden-signals.js';
import { processPanels } from './process.js';
import { recovery } from './recovery.js';

/** Level 2: what is wrong with this service? */
export const service = dashboard({
  uid: SERVICE,
  title: '2 The engine room',
  description:
    'What is wrong with this service: itself, its callers, or what it calls? From here down to single requests.',
  rows: [goldenSignals, errors, dependencies, processPanels, recovery],
  variables: [oneService()],
  annotations: [...changesOf('$service'), ...reactionsOf('$service')],
  links: [...levels({ service: '$service' }), toAlertmanager],
  from: 'now-30m',
});
