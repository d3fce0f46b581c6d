import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { home } from './home/home.js';
import { lookout } from './lookout/lookout.js';
import { microscope } from './microscope/microscope.js';
import { runbooks } from './runbooks/runbooks.js';
import { service } from './service/service.js';

/** All dashboards, by their file in grafana/dashboards; a folder there is a folder in Grafana. */
export const DASHBOARDS: Readonly<Record<string, Dashboard>> = {
  'home.json': home,
  'Baluarte/lookout.json': lookout,
  'Baluarte/service.json': service,
  'Baluarte/microscope.json': microscope,
  ...runbooks(),
};
