import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  DashboardBuilder,
  DashboardCursorSync,
  RowBuilder,
  type AnnotationQuery,
  type Dashboard,
  type DashboardLink,
  type VariableModel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { PlacedPanel } from './panel-spec.js';

/** Grafana's grid has so many columns. */
const COLUMNS = 24;

/** Panels under one heading, from left to right, and on the next line where one does not fit. */
export interface Row {
  readonly title: string;
  readonly panels: readonly PlacedPanel[];
}

export interface DashboardSpec {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly rows: readonly Row[];
  readonly variables?: readonly Builder<VariableModel>[];
  readonly annotations?: readonly Builder<AnnotationQuery>[];
  readonly links: readonly Builder<DashboardLink>[];
  /** How far back it looks when it is opened, as `now-30m`. */
  readonly from: string;
}

/** Lays the rows out, numbers the panels, and makes of them what Grafana reads. */
export function dashboard(spec: DashboardSpec): Dashboard {
  const builder = new DashboardBuilder(spec.title)
    .uid(spec.uid)
    .description(spec.description)
    .tags(['baluarte'])
    .timezone('browser')
    .readonly()
    .time({ from: spec.from, to: 'now' })
    .refresh('5s')
    .tooltip(DashboardCursorSync.Crosshair)
    .variables([...(spec.variables ?? [])])
    .annotations([...(spec.annotations ?? [])])
    .links([...spec.links]);
  const place = new Placement();
  for (const row of spec.rows) {
    builder.withRow(new RowBuilder(row.title).id(place.nextId()).gridPos(place.heading()));
    for (const panel of row.panels)
      builder.withPanel(panel.panel.id(place.nextId()).gridPos(place.next(panel)));
  }
  return withoutPlacement(builder.build());
}

/** The SDK moves links and annotations into a menu by default; they belong where one sees them. */
function withoutPlacement<Part>(part: Part): Part {
  return JSON.parse(
    JSON.stringify(part, (key, value: unknown) =>
      key === 'placement' && value === 'inControlsMenu' ? undefined : value,
    ),
  ) as Part;
}

/** Where the next panel goes. */
class Placement {
  private id = 0;
  private x = 0;
  private y = 0;
  private lineHeight = 0;

  nextId(): number {
    return ++this.id;
  }

  heading(): { x: number; y: number; w: number; h: number } {
    this.breakLine();
    const position = { x: 0, y: this.y, w: COLUMNS, h: 1 };
    this.y += 1;
    return position;
  }

  next({ width, height }: PlacedPanel): { x: number; y: number; w: number; h: number } {
    if (this.x + width > COLUMNS) this.breakLine();
    const position = { x: this.x, y: this.y, w: width, h: height };
    this.x += width;
    this.lineHeight = Math.max(this.lineHeight, height);
    return position;
  }

  private breakLine(): void {
    this.y += this.lineHeight;
    this.x = 0;
    this.lineHeight = 0;
  }
}
