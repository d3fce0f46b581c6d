import type { CatalogueRow } from './catalogue-entry.js';

/** Another program that a service calls, and the codes that its failures are answered with. */
export interface Dependency {
  /** Name in logs, metrics and settings: `payments`. */
  readonly name: string;
  readonly codes: { readonly unavailable: string; readonly timeout: string; readonly badAnswer: string };
}

const dependency = (name: string, prefix: string) => ({
  name,
  codes: {
    unavailable: `${prefix}_UNAVAILABLE`,
    timeout: `${prefix}_TIMEOUT`,
    badAnswer: `${prefix}_BAD_ANSWER`,
  },
});

/** The services that are called from here or there, and one row for any other. */
export const DEPENDENCIES = {
  payments: dependency('payments', 'PAYMENT_SERVICE'),
  stock: dependency('stock', 'STOCK_SERVICE'),
  recommendations: dependency('recommendations', 'RECOMMENDATION_SERVICE'),
  orders: dependency('orders', 'ORDER_SERVICE'),
  psp: dependency('psp', 'CARD_PROCESSOR'),
  external: dependency('external', 'EXTERNAL_SERVICE'),
} as const satisfies Record<string, Dependency>;

const NAMES: Readonly<Record<keyof typeof DEPENDENCIES, string>> = {
  payments: 'payment service',
  stock: 'stock service',
  recommendations: 'recommendation service',
  orders: 'order service',
  psp: 'card processor',
  external: 'external service',
};

/** The rows of one dependency that other systems can add to their own catalogue. */
export function dependencyRows(
  { name, codes }: Dependency,
  readableName = name,
): Record<string, CatalogueRow> {
  const exampleContext = { cause: { service: name } };
  return {
    [codes.unavailable]: {
      kind: 'external',
      title: `The ${readableName} is not available`,
      explanation: `The ${readableName} could not be reached, broke off, or said that it cannot answer now. Unless \`context.executed\` is "no" it may have acted; repeat with the same Idempotency-Key.`,
      message: `The ${readableName} is not available right now. Try again in a moment.`,
      exampleContext,
    },
    [codes.timeout]: {
      kind: 'external',
      status: 504,
      title: `The ${readableName} did not answer in time`,
      explanation: `The ${readableName} was asked and no answer came in time. Whether it acted is not known; repeat with the same Idempotency-Key.`,
      message: `The ${readableName} did not answer in time.`,
      exampleContext,
    },
    [codes.badAnswer]: {
      kind: 'external',
      status: 502,
      title: `The ${readableName} gave an answer that makes no sense`,
      explanation: `The ${readableName} answered in a way that was not agreed upon. Whether it acted is not known; repeat with the same Idempotency-Key.`,
      message: `The ${readableName} gave an answer that makes no sense.`,
      exampleContext,
    },
  };
}

export const DEPENDENCY_CODES: Readonly<Record<string, CatalogueRow>> = Object.assign(
  {},
  ...Object.entries(DEPENDENCIES).map(([key, row]) => dependencyRows(row, NAMES[key as keyof typeof NAMES])),
);
