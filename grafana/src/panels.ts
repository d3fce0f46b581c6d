import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import {
  BigValueColorMode,
  BigValueGraphMode,
  GraphDrawStyle,
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  ReduceDataOptionsBuilder,
  SortOrder,
  StackingConfigBuilder,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
  type DataSourceRef,
} from '@grafana/grafana-foundation-sdk/common';
import {
  FieldColorBuilder,
  FieldColorModeId,
  type DashboardLink,
  type DynamicConfigValue,
  type ThresholdsConfig,
  type FieldColor,
  type ValueMapping,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as HeatmapPanel } from '@grafana/grafana-foundation-sdk/heatmap';
import { PanelBuilder as StatPanel } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as StateTimelinePanel } from '@grafana/grafana-foundation-sdk/statetimeline';
import { PanelBuilder as TimeSeriesPanel } from '@grafana/grafana-foundation-sdk/timeseries';
import { PROMETHEUS } from './data-sources.js';
import { describe, lettered, type PanelSpec, type PlacedPanel, type ValuePanelSpec } from './panel-spec.js';
import { thresholds } from './thresholds.js';

/** What the builders of all kinds of panel have in common. */
interface AnyPanel {
  title(title: string): this;
  description(description: string): this;
  datasource(datasource: DataSourceRef): this;
  targets(targets: Builder<Dataquery>[]): this;
  dataLinks(links: Builder<DashboardLink>[]): this;
}

interface AnyValuePanel extends AnyPanel {
  unit(unit: string): this;
  thresholds(thresholds: Builder<ThresholdsConfig>): this;
  colorScheme(color: Builder<FieldColor>): this;
  mappings(mappings: ValueMapping[]): this;
  decimals(decimals: number): this;
  min(min: number): this;
  max(max: number): this;
  noValue(text: string): this;
}

/** Gives a panel what every panel must have. */
export function described<Builder extends AnyPanel>(
  builder: Builder,
  spec: PanelSpec,
  source: DataSourceRef = PROMETHEUS,
): Builder {
  builder.title(spec.title).description(describe(spec)).datasource(source).targets(lettered(spec.queries));
  return spec.links === undefined ? builder : builder.dataLinks([...spec.links]);
}

/** Gives a panel of values its unit and its colours. */
export function valued<Builder extends AnyValuePanel>(builder: Builder, spec: ValuePanelSpec): Builder {
  described(builder, spec).unit(spec.unit).thresholds(thresholds(spec.steps));
  if (spec.mappings !== undefined) builder.mappings([...spec.mappings]);
  if (spec.decimals !== undefined) builder.decimals(spec.decimals);
  if (spec.min !== undefined) builder.min(spec.min);
  if (spec.max !== undefined) builder.max(spec.max);
  return spec.nothing === undefined ? builder : builder.noValue(spec.nothing);
}

const byThresholds = () => new FieldColorBuilder().mode(FieldColorModeId.Thresholds);
const placed = (spec: PanelSpec, panel: PlacedPanel['panel'], height: number): PlacedPanel => ({
  width: spec.width,
  height: spec.height ?? height,
  panel,
});

/** A large number, in the colour of its threshold. */
export function stat(spec: ValuePanelSpec): PlacedPanel {
  const panel = valued(new StatPanel(), spec)
    .colorScheme(byThresholds())
    .colorMode(BigValueColorMode.Background)
    .graphMode(BigValueGraphMode.None)
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']));
  return placed(spec, panel, 4);
}

/** A series whose colour means something, by its name. */
export type SeriesColours = Readonly<Record<string, string>>;

export interface TimeSeriesSpec extends ValuePanelSpec {
  /** By regular expression of the name; what is not named is coloured from a palette without meaning. */
  readonly colours?: SeriesColours;
  readonly stacked?: boolean;
}

const fixedColour = (colour: string): DynamicConfigValue[] => [
  { id: 'color', value: { mode: 'fixed', fixedColor: colour } },
];

/** Lines over time; a threshold is drawn as a line where it can turn red. */
export function timeSeries(spec: TimeSeriesSpec): PlacedPanel {
  const panel = valued(new TimeSeriesPanel(), spec)
    .legend(
      new VizLegendOptionsBuilder()
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .showLegend(true),
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending))
    .showPoints(VisibilityMode.Never)
    .lineWidth(1)
    .fillOpacity(spec.stacked === true ? 40 : 10);
  if (spec.min === undefined) panel.min(0);
  if (spec.steps.some(({ color }) => color === 'red'))
    panel.thresholdsStyle(new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Dashed));
  if (spec.stacked === true)
    panel
      .drawStyle(GraphDrawStyle.Bars)
      .stacking(new StackingConfigBuilder().mode(StackingMode.Normal).group('A'));
  for (const [name, colour] of Object.entries(spec.colours ?? {}))
    panel.overrideByRegexp(`/${name}/`, fixedColour(colour));
  return placed(spec, panel, 8);
}

/** Bars of states over time; the mappings name and colour them. */
export function stateTimeline(spec: ValuePanelSpec): PlacedPanel {
  const panel = valued(new StateTimelinePanel(), spec)
    .colorScheme(byThresholds())
    .mergeValues(true)
    .showValue(VisibilityMode.Auto)
    .rowHeight(0.85);
  return placed(spec, panel, 8);
}

/** How many fell into which bucket, over time. */
export function heatmap(spec: ValuePanelSpec): PlacedPanel {
  return placed(spec, valued(new HeatmapPanel(), spec), 8);
}
