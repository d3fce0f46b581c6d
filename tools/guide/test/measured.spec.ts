import { MEASURED_PAGES, tableOn } from '../src/measured-pages.js';
import { measuredTable } from '../src/measured-table.js';
import { readPage } from '../src/page.js';

describe('what the guide says that it measured', () => {
  it.each(MEASURED_PAGES)('comes out again: %s', async (page) => {
    expect(tableOn(readPage(page))).toBe(await measuredTable(page));
  });
});
