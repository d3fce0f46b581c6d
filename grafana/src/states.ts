import { MappingType, type ValueMapping } from '@grafana/grafana-foundation-sdk/dashboard';

/** What a number stands for, and its colour. */
function states(names: Readonly<Record<string, readonly [text: string, color: string]>>): ValueMapping {
  const options = Object.entries(names).map(([value, [text, color]], index) => [
    value,
    { text, color, index },
  ]);
  return {
    type: MappingType.ValueToText,
    options: Object.fromEntries(options) as Record<string, { text: string; color: string; index: number }>,
  };
}

/** Of `resilience_circuit_state`. */
export const CIRCUIT_STATES = states({
  0: ['closed', 'green'],
  1: ['half-open', 'yellow'],
  2: ['open', 'red'],
});

/** Of `up`. */
export const UP_STATES = states({ 0: ['down', 'red'], 1: ['up', 'green'] });

/** Of an alert that exists: whether it fires yet. */
export const ALERT_STATES = states({ 0: ['pending', 'yellow'], 1: ['firing', 'red'] });

/** Of one alert, at any time. */
export const FIRING_STATES = states({ 0: ['quiet', 'green'], 1: ['firing', 'red'] });
