const FACTORS: Readonly<Record<string, number | undefined>> = {
  m: 0.001,
  '': 1,
  Ki: 1_024,
  Mi: 1_048_576,
  Gi: 1_073_741_824,
};

/** A quantity of Kubernetes as a number. @throws Error for one that has another form */
export function quantity(written: string | number | undefined): number {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)(m|Ki|Mi|Gi)?$/.exec(String(written)) ?? [];
  const factor = FACTORS[unit];
  if (amount === undefined || factor === undefined) throw new Error(`${written} is no quantity.`);
  return Number(amount) * factor;
}
