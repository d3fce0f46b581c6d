const DEPENDENCIES = ['PAYMENTS', 'STOCK', 'PSP'];

/**
 * Settings by which circuits close soon again: in a soak the next fault is never far, and an order that is
 * turned away at once says nothing about money.
 */
export const QUICK_CIRCUITS: Readonly<Record<string, string>> = Object.fromEntries(
  DEPENDENCIES.flatMap((name) => [
    [`${name}_CIRCUIT_BREAK_MS`, '300'],
    [`${name}_CIRCUIT_MAX_BREAK_MS`, '600'],
    [`${name}_CIRCUIT_MIN_CALLS`, '20'],
  ]),
);
