import type { Band, Chart } from './chart.js';
import { drawChart } from './draw-chart.js';
import { document, element, LEFT, RIGHT, words } from './svg.js';

const HEADER_HEIGHT = 58;
const AXIS_HEIGHT = 26;
const TICK_SECONDS = 15;

/** Panels under each other, on one time axis; what was made to fail is shaded through all of them. */
export function picture(
  title: string,
  charts: readonly Chart[],
  bands: readonly Band[],
  seconds: number,
): string {
  const at = (second: number) => LEFT + (second / seconds) * (RIGHT - LEFT);
  const content = [words(16, 24, title, { 'font-size': 16, 'font-weight': 600 })];
  for (const { label, from, to } of bands)
    content.push(
      element('rect', {
        x: at(from),
        y: 36,
        width: at(to) - at(from),
        height: 18,
        fill: '#b877d9',
        'fill-opacity': 0.5,
      }),
      words(at(from) + 4, 49, label, { 'font-size': 11 }),
    );
  let y = HEADER_HEIGHT;
  for (const chart of charts) {
    const drawn = drawChart(chart, y, seconds, bands);
    content.push(...drawn.content);
    y += drawn.height;
  }
  for (let tick = 0; tick <= seconds; tick += TICK_SECONDS)
    content.push(words(at(tick), y + 10, `${tick} s`, { 'text-anchor': 'middle', 'font-size': 11 }));
  return document(y + AXIS_HEIGHT, content);
}
