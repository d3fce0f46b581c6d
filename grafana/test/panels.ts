import { committed } from '../src/files.js';

/** What the tests read of a query in a dashboard. */
export interface Target {
  readonly refId?: string;
  readonly datasource?: { readonly uid: string };
  readonly expr?: string;
  readonly query?: string;
  readonly queryType?: string;
  readonly exemplar?: boolean;
}

/** What the tests read of a link. */
export interface Link {
  readonly title: string;
  readonly url: string;
}

interface Mapping {
  readonly options: Readonly<Record<string, { readonly text: string; readonly color: string }>>;
}

/** What the tests read of a panel. */
export interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title?: string;
  readonly description?: string;
  readonly datasource?: { readonly uid: string };
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly Target[];
  readonly fieldConfig?: {
    readonly defaults: {
      readonly unit?: string;
      readonly thresholds?: {
        readonly steps: readonly { readonly value: number | null; readonly color: string }[];
      };
      readonly links?: readonly Link[];
      readonly mappings?: readonly Mapping[];
    };
    readonly overrides: readonly {
      readonly matcher: { readonly id: string; readonly options: string };
      readonly properties: readonly { readonly id: string; readonly value: unknown }[];
    }[];
  };
}

/** What the tests read of a dashboard. */
export interface DashboardFile {
  readonly uid: string;
  readonly title: string;
  readonly links: readonly Link[];
  readonly panels: readonly Panel[];
  readonly templating: {
    readonly list: readonly { readonly name: string; readonly query: string | { readonly query: string } }[];
  };
  readonly annotations: {
    readonly list?: readonly { readonly name: string; readonly expr?: string; readonly target?: object }[];
  };
}

/** The committed dashboards by file. */
export const FILES: ReadonlyMap<string, DashboardFile> = new Map(
  [...committed()].map(([name, json]) => [name, JSON.parse(json) as DashboardFile]),
);

/** A panel and where it is, to be named in tests. */
export const PANELS = [...FILES.values()].flatMap((dashboard) =>
  dashboard.panels
    .filter(({ type }) => type !== 'row')
    .map((panel) => ({ name: `${dashboard.title}: ${panel.title ?? panel.id}`, panel, dashboard })),
);

/** A query and where it is. */
export interface FoundQuery {
  readonly where: string;
  readonly text: string;
}

/** Not TraceQL: Tempo looks up a trace by an id that stands alone. */
export const TRACE_BY_ID = '$trace_id';

/** Every query of a data source: of panels and annotations. */
export function queriesOf(source: 'prometheus' | 'loki' | 'tempo'): readonly FoundQuery[] {
  const inPanels = PANELS.flatMap(({ name, panel }) =>
    (panel.targets ?? [])
      .filter(({ datasource }) => datasource?.uid === source)
      .map(({ expr, query }) => ({ where: name, text: expr ?? query ?? '' }))
      .filter(({ text }) => text !== '' && text !== TRACE_BY_ID),
  );
  return source === 'prometheus' ? [...inPanels, ...annotationQueries()] : inPanels;
}

function annotationQueries(): readonly FoundQuery[] {
  return [...FILES.values()].flatMap(({ title, annotations }) =>
    (annotations.list ?? []).flatMap(({ name, expr }) =>
      expr === undefined ? [] : [{ where: `${title}: annotation ${name}`, text: expr }],
    ),
  );
}
