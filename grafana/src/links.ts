import { DashboardLinkBuilder, DashboardLinkType } from '@grafana/grafana-foundation-sdk/dashboard';

/** The dashboards by uid, as alerts and runbooks name them too. */
export const LOOKOUT = 'baluarte-lookout';
export const SERVICE = 'baluarte-service';
export const MICROSCOPE = 'baluarte-microscope';

/** The dashboard that shows the runbook of an alert. */
export const runbookUid = (alert: string): string => `runbook-${alert}`;

/** What is asked of a dashboard when it is opened: values of its variables. */
export type Variables = Readonly<Record<string, string>>;

/** A dashboard with values of its variables. */
export function dashboardUrl(uid: string, variables: Variables = {}): string {
  const query = Object.entries(variables).map(([name, value]) => `var-${name}=${value}`);
  return [`/d/${uid}`, ...(query.length > 0 ? [query.join('&')] : [])].join('?');
}

/** A dashboard with values of its variables and the time that is looked at now. */
export function dashboardNow(uid: string, variables: Variables = {}): string {
  const url = dashboardUrl(uid, variables);
  return url + (url.includes('?') ? '&' : '?') + '${__url_time_range}';
}

/** A link of a value or a panel. */
export function link(title: string, url: string): DashboardLinkBuilder {
  return new DashboardLinkBuilder(title)
    .type(DashboardLinkType.Link)
    .url(url)
    .targetBlank(url.startsWith('http'));
}

/** Down: from a series of a service to the engine room of that service. */
export const toItsService = link(
  'Engine room of ${__field.labels.service}',
  dashboardNow(SERVICE, { service: '${__field.labels.service}' }),
);

/** The page of a row's error code, at the service that answered with it. */
export const toItsErrorPage = link(
  'What ${__data.fields.error_code} means, and who can fix it',
  'http://localhost:${__data.fields.port}/errors/${__data.fields.error_code}',
);

/** Down: from a row with an error code to its logs and traces. */
export const toItsRequests = link(
  'Logs and traces of ${__data.fields.error_code}',
  dashboardNow(MICROSCOPE, {
    service: '${__data.fields.service}',
    error_code: '${__data.fields.error_code}',
  }),
);

/** Down: from a series of a route to its logs and traces. */
export const toItsRoute = link(
  'Logs and traces of ${__field.labels.route}',
  dashboardNow(MICROSCOPE, { service: '$service', route: '${__field.labels.route}' }),
);

/** Across: from a series about a dependency to the engine room of the service that is called. */
export const toItsCallee = link(
  'Engine room of ${__field.labels.callee}',
  dashboardNow(SERVICE, { service: '${__field.labels.callee}' }),
);

/** Down: from a panel of a service to its logs and traces. */
export const toRequestsOfService = link(
  'Logs and traces of $service',
  dashboardNow(MICROSCOPE, { service: '$service' }),
);

/** The three levels, at the top of each dashboard; the time that is looked at goes along. */
export function levels(variables: Variables = {}): DashboardLinkBuilder[] {
  const to = (title: string, uid: string, its: Variables = {}) =>
    link(title, dashboardUrl(uid, its)).icon('dashboard').keepTime(true);
  return [
    to('1 The lookout', LOOKOUT),
    to('2 The engine room', SERVICE, variables),
    to('3 The microscope', MICROSCOPE, variables),
  ];
}

/** Where alerts are silenced, and their annotations, runbook among them, are read. */
export const toAlertmanager = link('Alertmanager', 'http://localhost:9093').icon('bell');
