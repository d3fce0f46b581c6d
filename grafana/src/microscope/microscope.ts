import { changesOf, reactionsOf } from '../annotations.js';
import { dashboard } from '../dashboard.js';
import { levels, MICROSCOPE, toAlertmanager } from '../links.js';
import { errorCode, filter, services } from '../variables.js';
import { metricsBeside } from './metrics-beside.js';
import { filters, searches, sideBySide } from './records.js';

/** Level 3: what happened to this request? */
export const microscope = dashboard({
  uid: MICROSCOPE,
  title: '3 The microscope',
  description: 'What happened to this request? Its log lines and its trace, side by side.',
  rows: [filters, sideBySide, searches, metricsBeside],
  variables: [
    services(),
    filter('trace_id', 'Trace id', 'Of an error body or the header X-Trace-ID, or its beginning'),
    errorCode(),
    filter('route', 'Route', 'A part of the template of a route: products'),
    filter('order_id', 'Order id', 'Of an order, or its beginning'),
  ],
  annotations: [...changesOf('$service'), ...reactionsOf('$service')],
  links: [...levels({ service: '$service' }), toAlertmanager],
  from: 'now-30m',
});
