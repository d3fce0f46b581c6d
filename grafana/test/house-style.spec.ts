import { FILES, PANELS, type DashboardFile, type Panel } from './panels.js';

const RECORDS = ['logs', 'traces', 'nodeGraph', 'text'];
const RED = /red/;
const BAD_NAME = /\^5|fatal|failed|rejected|waiting|to open/;
const GOOD_NAME = /\^2|ok_first|confirmed|to closed|idle|info/;

/** A panel of log lines, traces or words; these have no unit. */
const isRecord = ({ type, datasource }: Panel) =>
  RECORDS.includes(type) || (type === 'table' && datasource?.uid === 'tempo');
const stepsOf = (panel: Panel) => panel.fieldConfig?.defaults.thresholds?.steps ?? [];
const coloursOf = (panel: Panel) => stepsOf(panel).map(({ color }) => color);
const VALUES = PANELS.filter(({ panel }) => !isRecord(panel));

/** The colours of named series, and of mapped values. */
const namedColours = (panel: Panel) => [
  ...(panel.fieldConfig?.overrides ?? []).flatMap(({ matcher, properties }) =>
    properties
      .filter(({ id }) => id === 'color')
      .map(({ value }) => [matcher.options, (value as { fixedColor: string }).fixedColor] as const),
  ),
  ...(panel.fieldConfig?.defaults.mappings ?? []).flatMap(({ options }) =>
    Object.values(options).map(({ text, color }) => [text, color] as const),
  ),
];

function overlaps(a: Panel, b: Panel): boolean {
  const [p, q] = [a.gridPos, b.gridPos];
  return p.x < q.x + q.w && q.x < p.x + p.w && p.y < q.y + q.h && q.y < p.y + p.h;
}

function pairs({ panels }: DashboardFile): [Panel, Panel][] {
  return panels.flatMap((a, index) => panels.slice(index + 1).map((b): [Panel, Panel] => [a, b]));
}

describe.each([...FILES])('%s', (_file, dashboard) => {
  it('has panels that are numbered once each', () => {
    const ids = dashboard.panels.map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(1);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has panels that lie within the grid and beside each other', () => {
    for (const { gridPos: at, title } of dashboard.panels)
      expect([title, at.x >= 0 && at.y >= 0 && at.w > 0 && at.h > 0 && at.x + at.w <= 24]).toEqual([
        title,
        true,
      ]);
    const overlapping = pairs(dashboard).filter(([a, b]) => overlaps(a, b));
    expect(overlapping.map(([a, b]) => `${a.title} lies on ${b.title}`)).toEqual([]);
  });

  it('names no panel twice', () => {
    const titles = dashboard.panels.map(({ title }) => title);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });
});

describe.each(PANELS)('$name', ({ panel }) => {
  it('says what it shows, and what to do when it is red exactly if it can be', () => {
    expect(panel.title).toBeTruthy();
    expect(panel.description?.length ?? 0).toBeGreaterThan(10);
    const canBeRed = coloursOf(panel).some((color) => RED.test(color));
    expect([canBeRed, /\*\*When red:\*\* .{20,}/.test(panel.description ?? '')]).toEqual([
      canBeRed,
      canBeRed,
    ]);
  });
});

describe.each(VALUES)('the values of $name', ({ panel }) => {
  it('have a unit, and thresholds that are green and red, or say by a neutral colour that no value is bad', () => {
    expect(panel.fieldConfig?.defaults.unit).toBeTruthy();
    const colours = coloursOf(panel);
    if (colours.length === 1) expect(colours).toEqual(['blue']);
    else expect(colours).toEqual(expect.arrayContaining(['green', 'red']));
    expect(colours.length).toBeGreaterThan(0);
  });

  it('have thresholds in rising order, green at one end and red at the other', () => {
    const steps = stepsOf(panel);
    const values = steps.slice(1).map(({ value }) => value ?? Number.NaN);
    expect(values).toEqual([...values].sort((a, b) => a - b));
    expect(steps[0]?.value).toBeNull();
    if (steps.length > 1) expect([steps[0]?.color, steps.at(-1)?.color].sort()).toEqual(['green', 'red']);
  });

  it('are red where something failed and green where it is well, and nowhere else', () => {
    for (const [name, colour] of namedColours(panel)) {
      if (BAD_NAME.test(name) || ['open', 'down', 'firing'].includes(name))
        expect([name, colour]).toEqual([name, expect.stringMatching(RED)]);
      else expect([name, colour]).not.toEqual([name, expect.stringMatching(RED)]);
      if (GOOD_NAME.test(name) || ['closed', 'up'].includes(name))
        expect([name, colour]).toEqual([name, 'green']);
    }
  });
});
