import { eventLine } from './event-line.js';
import { SCENES } from './guide-scenes.js';
import { between, cells, README, readText } from './markdown.js';

const COMMON = ['type', 'dependency', 'operation', 'at'];

describe('the table of events of README.md', () => {
  it('has every event that is told, with all that it says', async () => {
    const told = (await Promise.all(Object.values(SCENES).map((scene) => scene()))).flat();
    const seen = new Map<string, Set<string>>();
    for (const event of told) {
      const { type } = event;
      const keys = Object.keys(event).filter((key) => !COMMON.includes(key));
      seen.set(type, new Set([...(seen.get(type) ?? []), ...keys]));
      expect(eventLine(event)).toContain(type);
    }
    const shown = cells(between(await readText(README), 'events')).map(([type = '', , besides = '']) => [
      type.replaceAll('`', ''),
      besides.replaceAll('`', '').split(', ').toSorted(),
    ]);
    expect(shown.toSorted()).toEqual(
      [...seen].map(([type, keys]) => [type, [...keys].toSorted()]).toSorted(),
    );
  });
});
