import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { interpolate } from '../interpolate.js';
import type { PrometheusServer, Series } from '../outage/prometheus-server.js';
import type { Chart, DrawnSeries } from './chart.js';
import { colourNamed, colourOfTurn } from './svg.js';

/** What of a panel is needed to draw it. */
interface DrawablePanel {
  readonly type: string;
  readonly title: string;
  readonly targets: readonly { readonly expr: string; readonly legendFormat: string }[];
  readonly fieldConfig: {
    readonly defaults: {
      readonly unit: string;
      readonly noValue?: string;
      readonly thresholds: {
        readonly steps: readonly { readonly value: number | null; readonly color: string }[];
      };
      readonly mappings?: readonly { readonly options: Chart['states'] }[];
    };
    readonly overrides: readonly {
      readonly matcher: { readonly options: string };
      readonly properties: readonly {
        readonly id: string;
        readonly value: { readonly fixedColor?: string };
      }[];
    }[];
  };
}

/** The panel of a dashboard by its title. @throws Error if it has none */
function panelOf(dashboard: Dashboard, title: string): DrawablePanel {
  const panels = (JSON.parse(JSON.stringify(dashboard)) as { panels: DrawablePanel[] }).panels;
  const found = panels.find((panel) => panel.title === title);
  if (found === undefined) throw new Error(`${dashboard.title ?? 'The dashboard'} has no panel "${title}".`);
  return found;
}

/** A panel, drawn from what its own queries find in Prometheus. */
export async function panelChart(
  dashboard: Dashboard,
  title: string,
  prometheus: PrometheusServer,
  { service, start, end }: { readonly service: string; readonly start: number; readonly end: number },
): Promise<Chart> {
  const panel = panelOf(dashboard, title);
  const answers = await Promise.all(
    panel.targets.map(async ({ expr, legendFormat }) => {
      const found = await prometheus.range(interpolate(expr, { service }), start, end);
      return found.map((series) => ({ name: legend(legendFormat, series), series }));
    }),
  );
  const { unit, thresholds, mappings, noValue = 'no data' } = panel.fieldConfig.defaults;
  return {
    title: panel.title,
    kind: panel.type === 'state-timeline' ? 'states' : 'lines',
    unit,
    whenEmpty: noValue,
    states: mappings?.[0]?.options ?? {},
    limits: thresholds.steps.slice(1).map(({ value, color }) => ({ value: value ?? 0, colour: color })),
    series: answers
      .flat()
      .map(({ name, series }, turn): DrawnSeries => ({
        name,
        colour: colourOf(panel, name, turn),
        points: series.values
          .map(([time, value]) => [time - start, Number(value)] as const)
          .filter(([, value]) => Number.isFinite(value)),
      }))
      .filter(({ points }) => points.length > 0)
      .sort((a, b) => a.name.localeCompare(b.name)),
  };
}

const legend = (format: string, { metric }: Series): string =>
  format.replace(/\{\{(\w+)\}\}/g, (_match, label: string) => metric[label] ?? '').trim();

function colourOf({ fieldConfig }: DrawablePanel, name: string, turn: number): string {
  const override = fieldConfig.overrides.find(({ matcher }) =>
    new RegExp(matcher.options.slice(1, -1)).test(name),
  );
  const fixed = override?.properties.find(({ id }) => id === 'color')?.value.fixedColor;
  return fixed === undefined ? colourOfTurn(turn) : colourNamed(fixed);
}
