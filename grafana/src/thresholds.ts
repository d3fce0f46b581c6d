import {
  ThresholdsConfigBuilder,
  ThresholdsMode,
  type Threshold,
} from '@grafana/grafana-foundation-sdk/dashboard';

/** Where a value turns from good to bad; only thresholds and mappings give a panel red and green. */
export type Steps = readonly Threshold[];

/** Green below `warn`, red from `bad` on; without `warn`, nothing between. */
export function badFrom(bad: number, warn?: number): Steps {
  return [
    { value: null, color: 'green' },
    ...(warn === undefined ? [] : [{ value: warn, color: 'yellow' }]),
    { value: bad, color: 'red' },
  ];
}

/** Red below `good`; between `good` and `calm` yellow; green from there on. */
export function badBelow(good: number, calm?: number): Steps {
  return [
    { value: null, color: 'red' },
    ...(calm === undefined ? [] : [{ value: good, color: 'yellow' }]),
    { value: calm ?? good, color: 'green' },
  ];
}

/** A value that is neither good nor bad by itself. */
export const NEVER_BAD: Steps = [{ value: null, color: 'blue' }];

export function thresholds(steps: Steps): ThresholdsConfigBuilder {
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps([...steps]);
}

const MEBIBYTE = 1024 * 1024;

/** Resident memory of a service: red from what docker-compose.yml gives its container, in bytes. */
export const CONTAINER_MEMORY = badFrom(176 * MEBIBYTE, 150 * MEBIBYTE);
