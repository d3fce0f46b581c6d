/** A series as it is drawn. */
export interface DrawnSeries {
  readonly name: string;
  /** Of SVG. */
  readonly colour: string;
  /** Seconds since the beginning of the picture, and the value. */
  readonly points: readonly (readonly [seconds: number, value: number])[];
}

/** A value that turns a panel to another colour. */
export interface Limit {
  readonly value: number;
  readonly colour: string;
}

/** What is drawn of one panel. */
export interface Chart {
  readonly title: string;
  readonly kind: 'lines' | 'states';
  /** Id of the unit in Grafana. */
  readonly unit: string;
  /** Written where there is nothing to draw. */
  readonly whenEmpty: string;
  readonly series: readonly DrawnSeries[];
  readonly limits: readonly Limit[];
  /** Names and colours of values that are states. */
  readonly states: Readonly<Record<string, { readonly text: string; readonly color: string }>>;
}

/** A time in which something was made to fail. */
export interface Band {
  readonly label: string;
  readonly from: number;
  readonly to: number;
}
