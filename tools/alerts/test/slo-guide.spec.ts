import { alerts, recordings, text } from './rules.js';

const GUIDE = text('docs/guide/slo.md');
const HOURS: Readonly<Record<string, number>> = { m: 1 / 60, h: 1, d: 24 };
const PERIOD_HOURS = 30 * 24;

function hours(duration: string): number {
  return Number.parseInt(duration, 10) * (HOURS[duration.slice(-1)] ?? Number.NaN);
}

/** At most three digits after the point, and no zeros at the end. */
function short(value: number): string {
  return String(Number(value.toFixed(3)));
}

/** The lines of the table that stands between two comments of this name. */
function table(name: string): string[] {
  const [, within = ''] = GUIDE.split(`<!-- ${name} -->`);
  const rows = within.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| --'));
  return rows.slice(1).map((line) => line.replaceAll(/ +/g, ' '));
}

const budgets = recordings.filter(({ record }) => record === 'slo:error_budget:ratio');

interface Burn {
  readonly name: string;
  readonly severity: string;
  readonly rate: number;
  readonly long: string;
  readonly short: string;
  readonly atLeast: number;
}

/** An alert about a budget, from its expression alone. */
function burnOf(alert: string, expr: string, severity: string): Burn[] {
  const form =
    /^slo:burn_rate:(\w+) > ([\d.]+)\s+and on \(slo, service\) slo:burn_rate:(\w+) > \2\s+and on \(slo, service\) slo:bad_events:increase\1 >= (\d+)\s*$/;
  const [, long, rate, brief, atLeast] = form.exec(expr) ?? [];
  if (long === undefined || brief === undefined) return [];
  return [{ name: alert, severity, rate: Number(rate), long, short: brief, atLeast: Number(atLeast) }];
}

const about = alerts.filter(({ alert }) => alert.startsWith('ErrorBudget'));
const burns = about.flatMap(({ alert, expr, labels }) => burnOf(alert, expr, labels['severity'] ?? ''));

describe('the guide to objectives', () => {
  it('has the budget of every objective', () => {
    const rows = budgets.map(({ expr, labels }) => {
      const budget = Number(/^vector\(([\d.]+)\)$/.exec(expr)?.[1]);
      const minutes = PERIOD_HOURS * 60 * budget;
      return `| \`${labels?.['slo'] ?? ''}\` | ${short(100 * (1 - budget))} % | ${short(100 * budget)} % | ${short(minutes)} min |`;
    });
    expect(rows).toHaveLength(4);
    expect(table('budgets')).toEqual(rows);
  });

  it('has the arithmetic of every alert about a budget', () => {
    expect(burns).toHaveLength(about.length);
    const rows = burns.map(({ name, severity, rate, long, short: brief }) => {
      const spent = (100 * rate * hours(long)) / PERIOD_HOURS;
      const daysLeft = 30 / rate;
      const cells = [
        `\`${name}\``,
        severity,
        short(rate),
        long,
        brief,
        `${short(spent)} %`,
        `${short(daysLeft)} d`,
      ];
      return `| ${cells.join(' | ')} |`;
    });
    expect(table('burn-rates')).toEqual(rows);
  });

  it('has the share of bad events at which each alert fires', () => {
    const rows = budgets.map(({ expr, labels }) => {
      const budget = Number(/^vector\(([\d.]+)\)$/.exec(expr)?.[1]);
      const shares = burns.map(({ rate }) => `${short(100 * budget * rate)} %`);
      return `| \`${labels?.['slo'] ?? ''}\` | ${shares.join(' | ')} |`;
    });
    expect(table('shares')).toEqual(rows);
  });

  it('says how many bad events it takes at least', () => {
    expect(new Set(burns.map(({ atLeast }) => atLeast))).toEqual(new Set([3]));
    expect(GUIDE).toContain('at least 3 bad events');
  });
});

describe('the alerts about budgets', () => {
  it('end within a twelfth of the time that they look back', () => {
    for (const { long, short: brief } of burns) expect(hours(long) / hours(brief)).toBe(12);
  });

  it('say the windows that they look at', () => {
    const labels = about.map(({ labels: { long_window, short_window } }) => [long_window, short_window]);
    expect(burns.map(({ long, short: brief }) => [long, brief])).toEqual(labels);
  });
});
