import { timeSeries } from '../panels.js';
import { over } from '../queries.js';
import { badFrom, NEVER_BAD } from '../thresholds.js';

const recoveries = timeSeries({
  title: 'Recovery worker, by result',
  shows:
    'Turns at orders that were not final, in five minutes, by the state they were left in. `postponed` waits for an outcome; `failed` could not be driven.',
  queries: [over('sum by (result) (increase(saga_recoveries_total{service="$service"}[5m]))', '{{result}}')],
  unit: 'short',
  decimals: 0,
  steps: NEVER_BAD,
  colours: { '^failed$': 'red', '^confirmed$': 'green', '^postponed$': 'yellow' },
  nothing: 'no open order (or not the service orders)',
  width: 12,
});

const stuck = timeSeries({
  title: 'Orders that could not be driven',
  shows: 'Turns of the recovery worker in five minutes that failed.',
  whenRed: 'no open order comes to an end: runbook OrderRecoveryFails.',
  queries: [
    over(
      'sum(increase(saga_recoveries_total{service="$service",result="failed"}[5m])) or vector(0)',
      'failed',
    ),
  ],
  unit: 'short',
  decimals: 0,
  steps: badFrom(1),
  width: 12,
});

export const recovery = { title: 'Do orders come to an end?', panels: [recoveries, stuck] };
