export const WIDTH = 960;
/** Where the time axis begins and ends. */
export const LEFT = 176;
export const RIGHT = WIDTH - 16;

/** Grafana's names of colours, as its dark theme shows them. */
const COLOURS: Readonly<Record<string, string>> = {
  green: '#73bf69',
  yellow: '#fade2a',
  red: '#f2495c',
  'dark-red': '#c4162a',
  orange: '#ff9830',
  blue: '#5794f2',
};
/** For series whose colour means nothing: no green and no red among them. */
const PALETTE = ['#5794f2', '#b877d9', '#8ab8ff', '#ff9830', '#ca95e5', '#c0d8ff', '#a352cc', '#ffcb7d'];

export const colourNamed = (name: string): string => COLOURS[name] ?? name;
export const colourOfTurn = (turn: number): string => PALETTE[turn % PALETTE.length] ?? '#5794f2';

type Attributes = Readonly<Record<string, string | number>>;

/** Text as it may stand in XML. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** An element; numbers are rounded to a tenth of a pixel. */
export function element(name: string, attributes: Attributes, content = ''): string {
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${typeof value === 'number' ? rounded(value) : escaped(value)}"`,
  );
  return content === ''
    ? `<${name}${written.join('')}/>`
    : `<${name}${written.join('')}>${content}</${name}>`;
}

export const rounded = (value: number): string => String(Math.round(value * 10) / 10);

/** A line of text. */
export const words = (x: number, y: number, text: string, attributes: Attributes = {}): string =>
  element('text', { x, y, fill: '#ccccdc', 'font-size': 12, ...attributes }, escaped(text));

/** A whole picture on the ground of Grafana's dark theme. */
export const document = (height: number, content: readonly string[]): string =>
  [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${rounded(height)}" font-family="Inter, Helvetica, Arial, sans-serif">`,
    element('rect', { width: WIDTH, height, fill: '#111217' }),
    ...content,
    '</svg>\n',
  ].join('\n');
