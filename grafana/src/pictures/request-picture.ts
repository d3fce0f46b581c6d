import type { DrawnLine, DrawnSpan, RequestRecord } from './failed-request.js';
import { colourNamed, document, element, rounded, WIDTH, words } from './svg.js';

const TOP = 84;
const ROW_HEIGHT = 20;
const MARGIN = 16;
const MIDDLE = 500;
const INDENT = 12;
const SMALL = { 'font-size': 11 };
const LEVEL_COLOURS: Readonly<Record<string, string>> = {
  error: 'red',
  fatal: 'red',
  warn: 'yellow',
  info: 'green',
};

/** The log lines of a request on the left, its spans on the right. */
export function requestPicture(title: string, { traceId, lines, spans }: RequestRecord): string {
  const height = TOP + Math.max(lines.length, spans.length) * ROW_HEIGHT + MARGIN;
  const start = lines[0]?.timeMs ?? 0;
  const longest = Math.max(...spans.map(({ durationMs }) => durationMs));
  return document(height, [
    words(MARGIN, 24, title, { 'font-size': 16, 'font-weight': 600 }),
    words(MARGIN, 44, `trace id ${traceId}`, SMALL),
    words(MARGIN, TOP - 16, 'Log', { 'font-weight': 600 }),
    words(MIDDLE, TOP - 16, 'The trace with this id', { 'font-weight': 600 }),
    ...lines.flatMap((line, row) => drawLine(line, TOP + row * ROW_HEIGHT, start)),
    ...spans.flatMap((span, row) => drawSpan(span, TOP + row * ROW_HEIGHT, longest)),
  ]);
}

function drawLine({ service, level, timeMs, text }: DrawnLine, y: number, start: number): string[] {
  const fill = colourNamed(LEVEL_COLOURS[level] ?? 'blue');
  return [
    element('rect', { x: MARGIN, y, width: 3, height: ROW_HEIGHT - 4, fill }),
    words(MARGIN + 10, y + 12, `+${timeMs - start} ms`, SMALL),
    words(MARGIN + 74, y + 12, service, SMALL),
    words(MARGIN + 136, y + 12, text, SMALL),
  ];
}

function drawSpan(span: DrawnSpan, y: number, longest: number): string[] {
  const x = MIDDLE + span.depth * INDENT;
  const width = Math.max(2, (span.durationMs / longest) * (WIDTH - MARGIN - x));
  const fill = colourNamed(span.isError ? 'red' : 'blue');
  const events = span.events.length === 0 ? '' : ` · ${[...new Set(span.events)].join(', ')}`;
  return [
    element('rect', { x, y, width, height: ROW_HEIGHT - 4, fill, 'fill-opacity': 0.45 }),
    words(x + 5, y + 12, `${span.service}: ${span.name} ${rounded(span.durationMs)} ms${events}`, SMALL),
  ];
}
