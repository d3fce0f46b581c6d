import type { Band, Chart, DrawnSeries } from './chart.js';
import { colourNamed, element, LEFT, RIGHT, rounded, words } from './svg.js';

const MARGIN = 16;
const TITLE_HEIGHT = 26;
const LINES_HEIGHT = 130;
const ROW_HEIGHT = 26;
const LEGEND_HEIGHT = 22;
const CHARACTER_WIDTH = 6;
const STEP_SECONDS = 2;

/** A drawn part of a picture and how high it is. */
export interface Drawn {
  readonly height: number;
  readonly content: readonly string[];
}

/** One panel, from `y` on. @param seconds how long the time axis is */
export function drawChart(chart: Chart, y: number, seconds: number, bands: readonly Band[]): Drawn {
  const top = y + TITLE_HEIGHT;
  const body = chart.kind === 'lines' ? LINES_HEIGHT : ROW_HEIGHT * chart.series.length;
  const at = (second: number) => LEFT + (second / seconds) * (RIGHT - LEFT);
  const shades = bands.map(({ from, to }) =>
    element('rect', {
      x: at(from),
      y: top,
      width: at(to) - at(from),
      height: body,
      fill: '#b877d9',
      'fill-opacity': 0.16,
    }),
  );
  const inside = chart.kind === 'lines' ? lines(chart, top, at) : states(chart, top, at);
  const title = words(MARGIN, y + 17, chart.title, { 'font-size': 13, 'font-weight': 600 });
  const legend = chart.kind === 'lines' ? legendOf(chart.series, top + body + 16) : [];
  return {
    height: TITLE_HEIGHT + body + (chart.kind === 'lines' ? LEGEND_HEIGHT : 0) + 10,
    content: [title, ...shades, ...inside, ...legend],
  };
}

function lines(
  { series, limits, unit, whenEmpty }: Chart,
  top: number,
  at: (second: number) => number,
): string[] {
  const values = series.flatMap(({ points }) => points.map(([, value]) => value));
  const highest = Math.max(...values, 0) || 1;
  const shown = limits.filter(({ value }) => value > 0 && value <= highest * 1.5);
  const scale = Math.max(highest, ...shown.map(({ value }) => value)) * 1.08;
  const height = (value: number) => top + LINES_HEIGHT - (value / scale) * LINES_HEIGHT;
  const grid = [0, 0.5, 1].flatMap((share) => {
    const y = height((share * scale) / 1.08);
    return [
      element('line', { x1: LEFT, x2: RIGHT, y1: y, y2: y, stroke: '#2c3235' }),
      words(LEFT - 6, y + 4, valueText((share * scale) / 1.08, unit), {
        'text-anchor': 'end',
        'font-size': 11,
      }),
    ];
  });
  const marks = shown.map(({ value, colour }) =>
    element('line', {
      x1: LEFT,
      x2: RIGHT,
      y1: height(value),
      y2: height(value),
      stroke: colourNamed(colour),
      'stroke-dasharray': '6 4',
    }),
  );
  const curves = series.map(({ colour, points }) =>
    element('path', { d: path(points, at, height), fill: 'none', stroke: colour, 'stroke-width': 1.6 }),
  );
  const nothing = values.length > 0 ? [] : [words((LEFT + RIGHT) / 2, top + LINES_HEIGHT / 2, whenEmpty)];
  return [...grid, ...marks, ...curves, ...nothing];
}

/** A line with gaps where there were no values. */
function path(
  points: DrawnSeries['points'],
  at: (second: number) => number,
  height: (value: number) => number,
): string {
  return points
    .map(([second, value], index) => {
      const before = points[index - 1]?.[0];
      const isJoined = before !== undefined && second - before <= STEP_SECONDS * 1.5;
      return `${isJoined ? 'L' : 'M'}${rounded(at(second))} ${rounded(height(value))}`;
    })
    .join('');
}

function states(chart: Chart, top: number, at: (second: number) => number): string[] {
  return chart.series.flatMap(({ name, points }, row) => {
    const y = top + row * ROW_HEIGHT;
    const bars = runs(points).map(({ from, to, value }) => {
      const { text = '', color = 'blue' } = chart.states[value] ?? {};
      const width = Math.min(at(to), RIGHT) - at(from);
      const label =
        width > text.length * CHARACTER_WIDTH + 6
          ? words(at(from) + 5, y + 17, text, { fill: '#111217' })
          : '';
      return (
        element('rect', { x: at(from), y: y + 3, width, height: ROW_HEIGHT - 6, fill: colourNamed(color) }) +
        label
      );
    });
    return [...bars, words(LEFT - 6, y + 17, name, { 'text-anchor': 'end', 'font-size': 11 })];
  });
}

/** Equal values in a row as one. */
function runs(points: DrawnSeries['points']): { from: number; to: number; value: number }[] {
  const found: { from: number; to: number; value: number }[] = [];
  for (const [second, value] of points) {
    const last = found.at(-1);
    if (last?.value === value) last.to = second + STEP_SECONDS;
    else found.push({ from: second, to: second + STEP_SECONDS, value });
  }
  return found;
}

function legendOf(series: readonly DrawnSeries[], y: number): string[] {
  let x = MARGIN;
  return series.flatMap(({ name, colour }) => {
    const start = x;
    x += name.length * CHARACTER_WIDTH + 34;
    if (x > RIGHT) return [];
    return [
      element('rect', { x: start, y: y - 5, width: 14, height: 3, fill: colour }),
      words(start + 20, y, name, { 'font-size': 11 }),
    ];
  });
}

/** A value in the unit of its panel. */
export function valueText(value: number, unit: string): string {
  if (unit === 'percentunit') return `${rounded(value * 100)} %`;
  if (unit === 's') return value < 1 ? `${Math.round(value * 1000)} ms` : `${rounded(value)} s`;
  if (unit === 'reqps' || unit === 'ops') return `${rounded(value)}/s`;
  return rounded(value);
}
