import type { DashboardLinkBuilder, Panel, ValueMapping } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { Query } from './queries.js';
import type { Steps } from './thresholds.js';

/** A panel without its place, which the row gives it. */
export interface PlacedPanel {
  /** Of 24 columns. */
  readonly width: number;
  /** In grid units of 30 pixels. */
  readonly height: number;
  readonly panel: PlaceableBuilder;
}

/** A builder of the SDK, whatever the kind of panel. */
export interface PlaceableBuilder extends Builder<Panel> {
  id(id: number): this;
  gridPos(position: Panel['gridPos'] & object): this;
}

/** What every panel says of itself. */
export interface PanelSpec {
  readonly title: string;
  /** What is seen, for somebody who looks at it for the first time. */
  readonly shows: string;
  /** What to do when it is red; none where `steps` has no red. */
  readonly whenRed?: string;
  readonly queries: readonly Query[];
  readonly width: number;
  readonly height?: number;
  readonly links?: readonly DashboardLinkBuilder[];
}

/** A panel of values. */
export interface ValuePanelSpec extends PanelSpec {
  /** Id of the unit in Grafana. */
  readonly unit: string;
  readonly steps: Steps;
  readonly mappings?: readonly ValueMapping[];
  readonly decimals?: number;
  readonly min?: number;
  readonly max?: number;
  /** Shown instead of "No data", where nothing to show is good news. */
  readonly nothing?: string;
}

/** The description of a panel: what it shows and what to do when it is red. */
export const describe = ({ shows, whenRed }: PanelSpec): string =>
  whenRed === undefined ? shows : `${shows}\n\n**When red:** ${whenRed}`;

/** The queries with a letter each. */
export const lettered = (queries: readonly Query[]) =>
  queries.map((query, index) => query(String.fromCharCode('A'.charCodeAt(0) + index)));
