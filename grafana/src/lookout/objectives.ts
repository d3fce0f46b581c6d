import { dashboardNow, link, SERVICE } from '../links.js';
import { stat, timeSeries } from '../panels.js';
import { now, over } from '../queries.js';
import { badBelow, badFrom } from '../thresholds.js';

/** An objective of DESIGN: what may go wrong, and how fast it must be. */
interface Objective {
  readonly what: string;
  readonly slo: string;
  readonly service: string;
  readonly goodShare: number;
  readonly p95Seconds: number;
}

const PLACING_ORDERS: Objective = {
  what: 'Placing orders',
  slo: 'placing-orders',
  service: 'orders',
  goodShare: 0.995,
  p95Seconds: 0.5,
};
const PRODUCT_PAGE: Objective = {
  what: 'Product page',
  slo: 'product-page',
  service: 'stock',
  goodShare: 0.999,
  p95Seconds: 0.2,
};

const WHERE_TO_LOOK = 'open the engine room of this service and look for the first error code that rises.';

function statesOf({ what, slo, service, goodShare, p95Seconds }: Objective) {
  const links = [link(`Engine room of ${service}`, dashboardNow(SERVICE, { service }))];
  return [
    stat({
      title: `${what}: good`,
      shows: `Share of answers without a 5xx in five minutes. The objective is ${goodShare * 100} % in 30 days. A refused order is a good answer.`,
      whenRed: `users get errors now: ${WHERE_TO_LOOK}`,
      queries: [now(`1 - slo:bad_events:ratio_rate5m{slo="${slo}-success"}`)],
      unit: 'percentunit',
      decimals: 2,
      steps: badBelow(goodShare),
      width: 4,
      links,
    }),
    stat({
      title: `${what}: budget left`,
      shows: 'Share of the error budget of 30 days that is still there. Below 0 the objective is missed.',
      whenRed:
        'nothing is left for risks: stop deployments of new features and chaos, and work on what used the budget.',
      queries: [now(`slo:error_budget_left:ratio{slo="${slo}-success"}`)],
      unit: 'percentunit',
      decimals: 1,
      steps: badBelow(0, 0.25),
      width: 4,
      links,
    }),
    stat({
      title: `${what}: p95`,
      shows: `Nineteen of twenty answers come sooner. The objective is ${p95Seconds * 1000} ms.`,
      whenRed:
        'users wait: open the engine room of this service, and compare the time of its answers with that of its dependencies.',
      queries: [now(`slo:latency_seconds:p95_5m{slo="${slo}-speed"}`)],
      unit: 's',
      steps: badFrom(p95Seconds, p95Seconds * 0.8),
      width: 4,
      links,
    }),
  ];
}

const burnRate = (window: string, width: number) =>
  timeSeries({
    title: `Burn rate over ${window}`,
    shows:
      'How many times faster than allowed the error budgets are used; 1 uses them up in exactly 30 days. Lines at the rates that call somebody.',
    whenRed:
      'the alert ErrorBudgetBurnsFast fires or will: follow its runbook, docs/runbooks/error-budget-burns-fast.md.',
    queries: [over(`slo:burn_rate:${window}`, '{{slo}}')],
    unit: 'none',
    steps: badFrom(14.4, 1),
    width,
  });

export const objectives = {
  title: 'Do users get what they came for?',
  panels: [...statesOf(PLACING_ORDERS), ...statesOf(PRODUCT_PAGE), burnRate('5m', 12), burnRate('1h', 12)],
};
