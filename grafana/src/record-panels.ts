import { LogsSortOrder } from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder as AnyKindOfPanel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as LogsPanel } from '@grafana/grafana-foundation-sdk/logs';
import { PanelBuilder as NodeGraphPanel } from '@grafana/grafana-foundation-sdk/nodegraph';
import { PanelBuilder as TablePanel } from '@grafana/grafana-foundation-sdk/table';
import { PanelBuilder as TextPanel, TextMode } from '@grafana/grafana-foundation-sdk/text';
import { LOKI, TEMPO } from './data-sources.js';
import { dashboardNow, link, MICROSCOPE } from './links.js';
import type { PanelSpec, PlacedPanel, ValuePanelSpec } from './panel-spec.js';
import { described, valued } from './panels.js';

export interface TableSpec extends ValuePanelSpec {
  /** The columns in their order, by label or `Value`, and what is written above them; no others are shown. */
  readonly columns: Readonly<Record<string, string>>;
  /** How a column is shown, by its heading. */
  readonly overrides?: Readonly<Record<string, readonly DynamicConfigValue[]>>;
}

/** A row a series, a column a label. The unit and thresholds are those of the value. */
export function table(spec: TableSpec): PlacedPanel {
  const columns = Object.keys(spec.columns);
  const panel = valued(new TablePanel(), spec)
    .withTransformation({ id: 'filterFieldsByName', options: { include: { names: columns } } })
    .withTransformation({
      id: 'organize',
      options: {
        indexByName: Object.fromEntries(columns.map((name, index) => [name, index])),
        renameByName: spec.columns,
      },
    });
  for (const [heading, properties] of Object.entries(spec.overrides ?? {}))
    panel.overrideByName(heading, [...properties]);
  return { width: spec.width, height: spec.height ?? 8, panel };
}

/** Lines of the log, newest first, with the way to the trace of each. */
export function logs(spec: PanelSpec): PlacedPanel {
  const panel = described(new LogsPanel(), spec, LOKI)
    .showTime(true)
    .wrapLogMessage(true)
    .prettifyLogMessage(false)
    .enableLogDetails(true)
    .sortOrder(LogsSortOrder.Descending);
  return { width: spec.width, height: spec.height ?? 12, panel };
}

/** Traces that a search found, newest first. */
export function traceList(spec: PanelSpec): PlacedPanel {
  const panel = described(new TablePanel(), spec, TEMPO).overrideByName('traceID', [
    {
      id: 'links',
      value: [
        link(
          'This trace and its log lines',
          dashboardNow(MICROSCOPE, { trace_id: '${__value.raw}' }),
        ).build(),
      ],
    },
  ]);
  return { width: spec.width, height: spec.height ?? 8, panel };
}

/** One trace, as a waterfall. */
export function traceView(spec: PanelSpec): PlacedPanel {
  const panel = described(new AnyKindOfPanel().type('traces'), spec, TEMPO);
  return { width: spec.width, height: spec.height ?? 14, panel };
}

/** Who calls whom. */
export function nodeGraph(spec: PanelSpec): PlacedPanel {
  return {
    width: spec.width,
    height: spec.height ?? 10,
    panel: described(new NodeGraphPanel(), spec, TEMPO),
  };
}

/** Words. */
export function text(
  spec: Pick<PanelSpec, 'title' | 'shows' | 'width' | 'height'> & { content: string },
): PlacedPanel {
  const panel = new TextPanel()
    .title(spec.title)
    .description(spec.shows)
    .mode(TextMode.Markdown)
    .content(spec.content);
  return { width: spec.width, height: spec.height ?? 6, panel };
}
